#include "core_api/remote_post.h"

#include <memory>
#include <utility>

#include "core_api/call_fault.h"

namespace hookline::core_api {

RemotePost::RemotePost(net::Transport& transport, RemotePostOptions options)
    : transport_(transport),
      options_(std::move(options)),
      callUrl_(internal::callUrl(options_.url, options_.simulated ? "/api/events?simulated=1" : "/api/events")) {}

void RemotePost::post(std::string body) {
  model::HttpRequest request;
  request.url = callUrl_;
  request.timeout = options_.timeout;
  request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
  if (!options_.token.empty()) request.headers.push_back({"Authorization", "Bearer " + options_.token});
  request.body = std::make_shared<const std::string>(std::move(body));
  transport_.send(++posted_, std::move(request));
}

std::vector<simulate::PostAnswer> RemotePost::collect(base::Micros patience) {
  std::vector<simulate::PostAnswer> answers;
  for (const auto& finished : transport_.poll(patience)) answers.push_back(read(finished.result));
  return answers;
}

simulate::PostAnswer RemotePost::read(const model::HttpResult& result) const {
  simulate::PostAnswer answer;
  if (!result.status) {
    answer.refusal = internal::faultOf(result, options_.url).message;
    return answer;
  }
  answer.took = result.times.total;
  answer.accepted = *result.status == 202 || *result.status == 200;
  answer.duplicate = *result.status == 200;
  if (!answer.accepted)
    answer.refusal = std::to_string(*result.status) + " " + internal::refusalOf(*result.status, result.body, options_.url).message;
  return answer;
}

}  // namespace hookline::core_api
