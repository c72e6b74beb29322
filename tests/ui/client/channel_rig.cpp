#include "channel_rig.h"

#include "platform/private_file.h"

namespace hookline::client {

Listening::Listening(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {
  channel_->listen(
      [this](const api::Notice& notice) {
        notices.push_back(notice);
        if (onNotice) onNotice(notice);
      },
      [this](const ChannelState& state) {
        states.push_back(state);
        if (onState) onState(state);
      });
}

std::shared_ptr<Sent> Listening::send(std::string method, std::string path, std::string body,
                                      std::vector<std::pair<std::string, std::string>> query) {
  api::Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.query = std::move(query);
  if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::move(body);
  auto sent = std::make_shared<Sent>();
  auto sending = std::make_shared<bool>(true);
  channel_->send(std::move(request), Channel::Answer([sent, sending](base::Result<api::Response> answer) {
                   ++sent->answers;
                   sent->early = *sending;
                   sent->answer = std::move(answer);
                 }));
  *sending = false;
  return sent;
}

std::shared_ptr<Sent> Listening::ask(std::string method, std::string path, std::string body,
                                     std::vector<std::pair<std::string, std::string>> query) {
  auto sent = send(std::move(method), std::move(path), std::move(body), std::move(query));
  support::spinUntil([&] { return sent->answers > 0; });
  return sent;
}

bool Listening::waitFor(ChannelState::Kind kind) {
  return support::spinUntil([&] { return !states.empty() && states.back().kind == kind; });
}

bool Listening::waitForNotices(std::size_t count) {
  return support::spinUntil([&] { return notices.size() >= count; });
}

std::string tokenOf(core_api::Core& core) {
  auto token = platform::readFile(core.adminTokenFile(), 4096).value();
  while (!token.empty() && token.back() == '\n') token.pop_back();
  return token;
}

HttpOptions httpOptions(core_api::Core& core, std::string url) {
  HttpOptions options;
  options.url = std::move(url);
  options.token = tokenOf(core);
  options.firstRetry = base::Millis{20};
  return options;
}

std::unique_ptr<Channel> inProcessChannel(core_api::Core& core) { return openInProcess(doorOf(core)); }

}  // namespace hookline::client
