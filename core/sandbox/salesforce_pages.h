#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "sandbox/salesforce_org.h"

namespace hookline::sandbox {

/// Answers to queries in parts, which follow each other by `nextRecordsUrl`. What later parts hold was settled by the query.
class SalesforcePages {
 public:
  /// How many queries are remembered; the oldest is forgotten first.
  static constexpr std::size_t kMostQueries = 10;
  /// How many records a part has: what Sforce-Query-Options asks for ("batchSize=500"), from 200 to 2,000, which is what it is without.
  static std::size_t sizeAskedFor(std::string_view queryOptions);

  /// `whole`: what the query found.
  SalesforceOrg::Answer first(SalesforceOrg::Answer whole, std::size_t size);
  /// Of GET …/query/{locator}.
  SalesforceOrg::Answer next(std::string_view locator) const;

 private:
  struct Query {
    std::string id;
    nlohmann::ordered_json records;
    std::size_t size;
  };
  static SalesforceOrg::Answer part(const Query& query, std::size_t from);

  std::deque<Query> queries_;
  std::size_t lastQuery_ = 0;
};

}  // namespace hookline::sandbox
