#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "sandbox/zendesk_tickets.h"

namespace hookline::sandbox::internal {

/// A search as people write it for Zendesk: `type:ticket status<solved requester:jo@example.com refund`. All of its terms must be met; a
/// term with "-" before it must not. The keys are type, external_id, status and requester (an e-mail), a term without one is looked for in
/// the subject and the comments. Of all of these upper and lower case are the same.
class ZendeskSearch {
 public:
  /// Errors: a sentence that names the term that is not served.
  static tl::expected<ZendeskSearch, std::string> parse(std::string_view query);
  bool finds(const ZendeskTicket& ticket) const;

 private:
  struct Term {
    std::string key;  ///< empty: a word
    char comparison = ':';
    bool orEqual = false;
    std::string value;
    bool isNot = false;
  };
  static tl::expected<Term, std::string> readTerm(std::string text);
  static bool meets(const ZendeskTicket& ticket, const Term& term);

  std::vector<Term> terms_;
};

}  // namespace hookline::sandbox::internal
