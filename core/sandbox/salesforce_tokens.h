#pragma once
#include <string>
#include <string_view>

#include "base/time.h"
#include "sandbox/service.h"

namespace hookline::sandbox {

/// POST /services/oauth2/token of a Salesforce stand-in, and whether a token is good. Tokens say by themselves when they were given, so
/// none is remembered. Thread: one call at a time.
class SalesforceTokens {
 public:
  static constexpr base::Millis kLife{2 * 60 * 60 * 1000};

  /// client_credentials, or a JWT bearer whose claims are read; its signature is not checked, since nobody has deposited a certificate
  /// here.
  ServiceReply answer(const ServiceRequest& request);
  /// POST /services/Soap/u/64.0: a sign-in with user name and password; later versions have none. Signing out does nothing.
  ServiceReply answerLogin(const ServiceRequest& request);
  /// GET /id/{org}/{user}, the `id` of a token: who it belongs to. The token may also stand in the query, as oauth_token.
  ServiceReply answerIdentity(const ServiceRequest& request) const;
  /// Any text is a good token, unless it holds "expired" and the like, or was given by answer() and has run out.
  bool isGood(std::string_view token, base::WallTime now) const;

  void setLife(base::Millis life) { life_ = life; }
  /// All that were given so far are good no more.
  void expireAll() { firstGood_ = next_; }

 private:
  std::string next(base::WallTime at);
  ServiceReply given(const ServiceRequest& request);

  std::size_t next_ = 1;
  std::size_t firstGood_ = 1;
  base::Millis life_ = kLife;
};

}  // namespace hookline::sandbox
