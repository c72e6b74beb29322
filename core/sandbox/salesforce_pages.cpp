#include "sandbox/salesforce_pages.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hookline::sandbox {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kSmallest = 200;
constexpr std::size_t kLargest = 2000;
constexpr std::string_view kIdPrefix = "01g";
constexpr std::string_view kSizeOption = "batchSize=";

std::size_t numberIn(std::string_view text, std::size_t otherwise) {
  std::size_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::size_t SalesforcePages::sizeAskedFor(std::string_view queryOptions) {
  const auto at = queryOptions.find(kSizeOption);
  if (at == std::string_view::npos) return kLargest;
  return std::clamp(numberIn(queryOptions.substr(at + kSizeOption.size()), kLargest), kSmallest, kLargest);
}

SalesforceOrg::Answer SalesforcePages::first(SalesforceOrg::Answer whole, std::size_t size) {
  if (whole.isError() || whole.body["records"].size() <= size) return whole;
  queries_.push_back({salesforceId(kIdPrefix, ++lastQuery_), std::move(whole.body["records"]), size});
  if (queries_.size() > kMostQueries) queries_.pop_front();
  return part(queries_.back(), 0);
}

SalesforceOrg::Answer SalesforcePages::next(std::string_view locator) const {
  const auto dash = std::min(locator.find('-'), locator.size());
  const auto id = locator.substr(0, dash);
  const auto query = std::find_if(queries_.begin(), queries_.end(), [id](const Query& one) { return one.id == id; });
  const auto from = dash == locator.size() ? 0 : numberIn(locator.substr(dash + 1), 0);
  if (query == queries_.end() || from == 0 || from >= query->records.size())
    return SalesforceOrg::error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
  return part(*query, from);
}

SalesforceOrg::Answer SalesforcePages::part(const Query& query, std::size_t from) {
  const auto all = query.records.size();
  const auto end = std::min(all, from + query.size);
  ordered_json body{{"totalSize", all}, {"done", end == all}};
  if (end < all) body["nextRecordsUrl"] = std::string(kSalesforceData) + "/query/" + query.id + "-" + std::to_string(end);
  body["records"] = ordered_json::array();
  for (auto i = from; i < end; ++i) body["records"].push_back(query.records[i]);
  return {200, std::move(body)};
}

}  // namespace hookline::sandbox
