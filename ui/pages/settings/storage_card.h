#pragma once
#include <optional>

#include "client/client.h"
#include "widgets/card.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace hookline::settings_page {

/// How long things are kept and how much room they may take. What a person changes is saved by its button; what an option of the core's
/// command line fixes is shown and says so.
class StorageCard final : public widgets::Card {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit StorageCard(client::Client& client, QWidget* parent = nullptr);

  void setSettings(const client::Settings& settings);
  void setStatus(const client::Status& status);
  /// Asks the client anew what may be done.
  void gate();
  QList<QWidget*> stops() const;

 signals:
  void said(const QString& sentence);

 private:
  struct Line {
    const char* name;  ///< of the setting
    QLineEdit* input;
    QLabel* note;
  };
  Line addLine(const char* name, const char* objectName, const QString& label, const QString& unit, const QString& hint);
  void showRules();
  /// What stands in the fields; nothing and a problem at its field when one cannot be read.
  std::optional<model::StorageRules> typed();
  void save();
  void refuse(const base::Error& error);
  void mark(const Line& line, const QString& problem);
  bool isFixed(const Line& line) const;

  client::Client& client_;
  QProgressBar* bar_;
  QLabel* used_;
  std::vector<Line> lines_;
  QLabel* trouble_;
  QPushButton* save_;
  std::optional<client::Settings> settings_;
  bool busy_ = false;
};

}  // namespace hookline::settings_page
