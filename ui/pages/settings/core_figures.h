#pragma once
#include <QObject>
#include <cstdint>

#include "client/client.h"

namespace hookline::settings_page {

/// Reads from the core what this page shows of it. An answer that was overtaken by a later question says nothing. Thread: the GUI thread.
class CoreFigures final : public QObject {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit CoreFigures(client::Client& client, QObject* parent = nullptr);

  /// Everything that we may read; nothing while the core is not there.
  void read();
  void readTokens();

 signals:
  void settingsRead(const hookline::client::Settings& settings);
  void statusRead(const hookline::client::Status& status);
  void tokensRead(const std::vector<hookline::client::Token>& tokens);
  /// A sentence; empty: all of it could be read.
  void troubled(const QString& why);

 private:
  template <typename T, typename Read>
  auto answer(Read read);

  client::Client& client_;
  std::uint64_t round_ = 0;
  std::uint64_t tokenRound_ = 0;
};

}  // namespace hookline::settings_page
