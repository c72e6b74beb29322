#pragma once
#include <QWidget>
#include <vector>

#include "client/types.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace hookline::settings_page {

/// The tokens of a core, one a line, each with a way to revoke it.
class TokenList final : public QWidget {
  Q_OBJECT
 public:
  explicit TokenList(QWidget* parent = nullptr);

  /// `own`: the name of the token that this window itself is connected with.
  void setTokens(const std::vector<client::Token>& tokens, const QString& own);
  /// Why none can be revoked now; empty: they can.
  void setWhyNot(const QString& whyNot);
  QList<QWidget*> stops() const;

  static constexpr std::size_t kMaxShown = 200;

 signals:
  void revokeWanted(const QString& name);

 private:
  void clear();
  void addRow(int row, const client::Token& token);
  QLabel* addText(int row, int column, const char* role, const QString& text);
  void gate();

  QGridLayout* grid_;
  std::vector<client::Token> tokens_;
  QString own_;
  QString whyNot_;
  QList<QWidget*> cells_;
  std::vector<std::pair<QString, QPushButton*>> revokes_;
};

}  // namespace hookline::settings_page
