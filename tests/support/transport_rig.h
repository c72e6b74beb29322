#pragma once
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "net/curl_transport.h"

namespace hookline::testing {

/// Answers names from a table, at once and on the caller's thread, or keeps the question until it is told to answer.
class TableResolver final : public net::Resolver {
 public:
  using Answer = base::Result<std::vector<net::IpAddress>>;

  void add(const std::string& host, std::initializer_list<const char*> addresses) {
    std::vector<net::IpAddress> parsed;
    for (const auto* text : addresses) parsed.push_back(net::IpAddress::parse(text).value());
    table_.insert_or_assign(host, Answer(std::move(parsed)));
  }
  void fail(const std::string& host, base::Errc code) { table_.insert_or_assign(host, Answer(base::fail(code, "scripted"))); }

  void resolve(std::string host, base::Completion<std::vector<net::IpAddress>> done) override {
    std::scoped_lock lock(mutex_);
    asked.push_back(host);
    const auto found = table_.find(host);
    if (found == table_.end()) {
      unanswered_.push_back(std::move(done));
    } else {
      std::move(done)(found->second);
    }
  }

  std::vector<std::string> asked;

 private:
  std::mutex mutex_;
  std::map<std::string, Answer> table_;
  std::vector<base::Completion<std::vector<net::IpAddress>>> unanswered_;
};

/// A transport with a table of names, for tests that talk to receivers on this computer.
class TransportRig {
 public:
  TransportRig() : TransportRig(net::CurlTransport::Options{.policy = {.allowPrivate = true}}) {}
  explicit TransportRig(net::CurlTransport::Options options)
      : transport(net::CurlTransport::create(std::move(options), resolver).value()) {}

  static model::HttpRequest post(std::string url, std::string body = "{}") {
    model::HttpRequest request;
    request.url = std::move(url);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = std::make_shared<const std::string>(std::move(body));
    request.timeout = base::Millis{20000};
    return request;
  }

  net::TransferId send(model::HttpRequest request) {
    transport->send(++last_, std::move(request));
    return last_;
  }

  /// Polls until the transfer has ended; others that end meanwhile are kept for their own await.
  model::HttpResult await(net::TransferId id) {
    constexpr int kMaxPolls = 100000;
    for (int i = 0; i < kMaxPolls && !finished_.contains(id); ++i) {
      for (auto& one : transport->poll(base::Millis{100})) EXPECT_TRUE(finished_.emplace(one.id, std::move(one.result)).second);
    }
    auto node = finished_.extract(id);
    EXPECT_TRUE(node) << "the exchange never ended";
    return node ? std::move(node.mapped()) : model::HttpResult{};
  }

  model::HttpResult exchange(model::HttpRequest request) { return await(send(std::move(request))); }

  TableResolver resolver;
  std::unique_ptr<net::CurlTransport> transport;

 private:
  net::TransferId last_ = 0;
  std::map<net::TransferId, model::HttpResult> finished_;
};

}  // namespace hookline::testing
