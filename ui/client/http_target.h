#pragma once
#include <QNetworkRequest>
#include <string>

#include "api/message.h"
#include "base/result.h"

namespace hookline::client::internal {

/// A core's address, and what every request to it carries.
class HttpTarget {
 public:
  /// Errors: kInvalid, with a sentence that names the remedy.
  static base::Result<HttpTarget> read(const std::string& url, const std::string& token);

  /// The same without a token.
  static base::Result<HttpTarget> readOpen(const std::string& url);

  /// `request` with its own headers, the token, and an Idempotency-Key unless it only reads.
  QNetworkRequest call(const api::Request& request) const;
  QNetworkRequest stream(const std::string& lastEventId) const;

  /// "https://hooks.example.com": for sentences.
  const std::string& name() const { return name_; }
  std::string host() const { return host_; }
  std::uint16_t port() const { return port_; }
  bool secure() const { return secure_; }
  bool loopback() const { return loopback_; }

 private:
  HttpTarget() = default;
  static base::Result<HttpTarget> readUrl(const std::string& text, const char* secret);
  QNetworkRequest request(const std::string& pathAndQuery) const;

  std::string name_;
  std::string base_;   // in front of "/api/…"
  std::string token_;  // empty: none is sent
  std::string host_;
  std::uint16_t port_ = 0;
  bool secure_ = false;
  bool loopback_ = false;
};

}  // namespace hookline::client::internal
