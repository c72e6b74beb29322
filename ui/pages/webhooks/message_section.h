#pragma once
#include <QPointer>
#include <map>
#include <optional>

#include "client/types.h"
#include "webhooks_page/section.h"

class QGridLayout;
class QLabel;
class QMenu;
class QPushButton;

namespace hookline::webhooks_page {

class PairLinesEditor;

/// What is said about events of one type: the built-in message, or one of the webhook's own, which begins as the built-in one. Shown for
/// kinds that send messages. The type is chosen elsewhere.
class MessageSection final : public Section {
  Q_OBJECT
 public:
  /// Whether faults of another type ask for that type to be shown.
  enum class Faults { kStay, kGoThere };

  explicit MessageSection(QWidget* parent = nullptr);

  void setTypes(const std::vector<client::EventType>& types);
  void setIntegration(const client::Integration* integration);
  void setType(const std::string& type);
  const std::string& type() const { return type_; }

  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

  /// What the core says is wrong, by place: "lead.captured/fields/0/value". Takes the place of what it said before.
  void showFaults(const std::map<std::string, QString>& faults, Faults where);
  /// Of all types.
  int faultCount() const { return static_cast<int>(faults_.size()); }

 signals:
  void typeWished(const QString& type);

 private:
  void build();
  void addPart(const char* part, QWidget* input, QGridLayout& grid);
  void buildButtons();
  QPlainTextEdit* makeText(const QString& objectName, int lines);
  void onEdited();
  void showMessage();
  void showState();
  void showDifferences();
  void markFaults();
  void fillPlaces();
  void insertPlace(const QString& place);
  const model::Message* builtIn() const;
  model::Message read() const;

  QLabel* heading_;
  QLabel* state_;
  QLineEdit* title_;
  QPlainTextEdit* text_;
  PairLinesEditor* fields_;
  QPlainTextEdit* quote_;
  PairLinesEditor* links_;
  QLineEdit* color_;
  QLineEdit* mention_;
  QPushButton* insert_;
  QMenu* places_;
  QPushButton* compare_;
  QPushButton* reset_;
  QWidget* differences_;
  QPointer<QWidget> lastInput_;  ///< where a field is inserted
  std::map<std::string, FieldBox*> parts_;
  std::map<std::string, std::vector<std::string>> placesOf_;  ///< by type
  std::optional<model::Messages> builtIn_;
  model::Messages messages_;
  std::map<std::string, QString> faults_;
  std::string type_;
};

}  // namespace hookline::webhooks_page
