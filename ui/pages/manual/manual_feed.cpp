#include "manual_page/manual_feed.h"

#include <utility>

#include "manual_page/foreign_text.h"

namespace hookline::manual_page {

ManualFeed::ManualFeed(client::Client& client, QObject* parent) : QObject(parent), client_(client) {
  connect(&client, &client::Client::stateChanged, this, [this] {
    readIfNeeded();
    emit changed();
  });
}

void ManualFeed::setSeen(bool seen) {
  seen_ = seen;
  readIfNeeded();
}

/// A core does not change what it can send to while it runs; one that was away may be another version.
void ManualFeed::readIfNeeded() {
  if (client_.state().kind != client::ChannelState::Kind::kOpen) {
    everRead_ = false;
    return;
  }
  if (seen_ && !everRead_) read();
}

void ManualFeed::read() {
  if (std::exchange(asking_, true)) return;
  client_.integrations(this, [this](const base::Result<std::vector<client::Integration>>& integrations) {
    asking_ = false;
    trouble_ = integrations ? QString() : oneLine(integrations.error().message);
    if (integrations) {
      everRead_ = true;
      chapters_ = chaptersOf(*integrations);
    }
    emit changed();
  });
}

}  // namespace hookline::manual_page
