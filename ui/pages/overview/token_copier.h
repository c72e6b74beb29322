#pragma once
#include <QObject>
#include <QString>

#include "client/client.h"

namespace hookline::overview_page {

/// Copies the curl line with a token of its own that may send events and nothing else. The token is made at the first copy and used
/// again for the next ones, so that no more of them lie about than are needed. Thread: the GUI thread.
class TokenCopier final : public QObject {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit TokenCopier(client::Client& client, QObject* parent = nullptr);

  /// Does nothing while a token is being made.
  void copy(const QString& address);

 signals:
  void copied(const QString& tokenName);
  void failed(const QString& why);

 private:
  void make(const QString& name, bool again);
  void toClipboard();

  client::Client& client_;
  bool busy_ = false;
  QString address_;
  QString name_;
  QString token_;
};

}  // namespace hookline::overview_page
