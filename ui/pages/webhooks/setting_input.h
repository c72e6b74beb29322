#pragma once
#include <QWidget>
#include <optional>

#include "client/integration.h"
#include "webhooks_page/setting_entry.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace hookline::webhooks_page {

class PairLinesEditor;
class SecretInput;
class ValueLookUp;

/// The input of one setting, as its descriptor says: a line, a secret, a tick, a choice, or names with texts. What counts while nothing is
/// given is shown too. Called `setting_<name>`, what has the focus `setting_<name>Input`.
class SettingInput final : public QWidget {
  Q_OBJECT
 public:
  explicit SettingInput(const client::SettingField& field, QWidget* parent = nullptr);

  const client::SettingField& field() const { return field_; }
  /// Null: it is not given. Says nothing.
  void show(const SettingEntry* entry);
  /// A secret of which something may be seen: an address.
  void showKept(const QString& shown);
  std::optional<SettingEntry> entry() const;
  /// What has the focus, to be marked; others of them are told of by inputMade.
  QWidget* input() const { return input_; }
  /// Null: its values cannot be looked up.
  ValueLookUp* lookUp() const { return lookUp_; }
  /// Whether its label stands in it.
  bool labelsItself() const { return tick_ != nullptr; }

 signals:
  void edited();
  /// Nothing more is typed into it for now: a choice was made, a line removed, a secret left.
  void chosen();
  void inputMade(QWidget* input);

 private:
  QWidget* makeLine();
  QWidget* makeSecret();
  QWidget* makeTick();
  QWidget* makeChoice();
  QWidget* makeLines();
  QString nameOf(const char* part) const;

  const client::SettingField field_;
  QLineEdit* line_ = nullptr;
  ValueLookUp* lookUp_ = nullptr;
  SecretInput* secret_ = nullptr;
  QCheckBox* tick_ = nullptr;
  QComboBox* choice_ = nullptr;
  PairLinesEditor* lines_ = nullptr;
  QWidget* input_ = nullptr;
  bool given_ = false;  ///< what is shown was said, even when it is what counts anyway
};

}  // namespace hookline::webhooks_page
