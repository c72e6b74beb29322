#pragma once
#include <QTimer>
#include <QWidget>
#include <map>
#include <optional>

#include "client/client.h"
#include "schema_form/event_text.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hookline::schema_form {
class SchemaForm;
}

namespace hookline::simulator_page {

/// The event that is to be sent: as a form made from its type's schema, and as JSON beside it, which is what goes out, byte for byte.
/// Each type keeps what a person made of it. Thread: the GUI thread.
class EventEditor final : public QWidget {
  Q_OBJECT
 public:
  static constexpr std::uint64_t kMaxSeed = 9007199254740991;

  /// `client` outlives it.
  explicit EventEditor(client::Client& client, QWidget* parent = nullptr);

  /// Shows the type's draft, or a realistic event of it.
  void setType(const client::EventType& type);
  /// Makes the form that of another type and leaves the text alone.
  void follow(const client::EventType& type);
  const std::string& type() const { return type_.type; }
  QString text() const;
  /// Nothing: the text is JSON.
  const std::optional<schema_form::TextProblem>& problem() const { return problem_; }

 signals:
  /// Another text, whoever changed it.
  void changed();
  /// The person wrote another type into the JSON.
  void typeWritten(const QString& type);
  /// The core could not make an example; a sentence.
  void failed(const QString& why);

 private:
  QWidget* formPane();
  QWidget* jsonPane();
  void readExample();
  void otherData();
  void setText(const QString& text);
  void onForm();
  void onJson();
  void showProblem();

  client::Client& client_;
  client::EventType type_;
  std::map<std::string, QString> drafts_;
  bool textIsOwn_ = false;  ///< false while an example of another type is on its way: what stands there is of the type before
  std::optional<schema_form::TextProblem> problem_;
  schema_form::SchemaForm* form_;
  QPlainTextEdit* json_;
  QLabel* problemLabel_;
  QLineEdit* seed_;
  QPushButton* other_;
  std::uint64_t asked_ = 0;
};

}  // namespace hookline::simulator_page
