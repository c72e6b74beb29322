#include "settings_page/core_figures.h"

#include "models/delivery_words.h"

namespace hookline::settings_page {

CoreFigures::CoreFigures(client::Client& client, QObject* parent) : QObject(parent), client_(client) {}

/// What was known stays when it cannot be read again.
template <typename T, typename Read>
auto CoreFigures::answer(Read read) {
  return [this, round = round_, read](base::Result<T> found) {
    if (round != round_) return;
    if (found)
      read(*found);
    else
      emit troubled(models::plain(found.error().message));
  };
}

void CoreFigures::read() {
  if (client_.state().kind != client::ChannelState::Kind::kOpen) return;
  ++round_;
  emit troubled({});
  client_.settings(this, answer<client::Settings>([this](const client::Settings& settings) { emit settingsRead(settings); }));
  client_.status(this, answer<client::Status>([this](const client::Status& status) { emit statusRead(status); }));
  readTokens();
}

void CoreFigures::readTokens() {
  if (client_.state().kind != client::ChannelState::Kind::kOpen || !client_.me().may("administer")) return;
  const auto show = [this, round = ++tokenRound_](const std::vector<client::Token>& tokens) {
    if (round == tokenRound_) emit tokensRead(tokens);
  };
  client_.tokens(this, answer<std::vector<client::Token>>(show));
}

}  // namespace hookline::settings_page
