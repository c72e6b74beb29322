#include "delivery/masking.h"

#include <string>
#include <string_view>
#include <vector>

#include "model/masked.h"
#include "model/secret_url.h"

namespace hookline::delivery {
namespace {

/// What of a secret address is the secret: its path and its query, which receivers show without the host.
std::vector<std::string_view> secretPartsOf(std::string_view url) {
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (slash == std::string_view::npos) return {url};
  const auto target = url.substr(slash);
  const auto query = target.find('?');
  if (query == std::string_view::npos) return {target};
  return {target.substr(0, query), target.substr(query + 1)};
}

/// The values as they travel, and what stands behind a scheme's name ("Bearer …").
std::vector<std::string_view> secretsOf(const model::Webhook& webhook, std::string_view token) {
  std::vector<std::string_view> secrets;
  secrets.push_back(token);
  for (const auto& [name, value] : webhook.secretSettings) secrets.push_back(value);
  for (const auto& header : webhook.headers) {
    if (!model::isSensitiveHeader(header.name)) continue;
    const std::string_view value = header.value;
    const auto space = value.rfind(' ');
    for (const auto part : {value, space == std::string_view::npos ? std::string_view() : value.substr(space + 1)}) secrets.push_back(part);
  }
  if (!model::isSecretUrl(webhook)) return secrets;
  for (const auto part : secretPartsOf(webhook.url)) secrets.push_back(part);
  return secrets;
}

}  // namespace

void maskSecrets(const model::Webhook& webhook, std::string_view token, model::Attempt& attempt) {
  for (const auto secret : secretsOf(webhook, token)) {
    if (attempt.requestBody) model::maskAll(*attempt.requestBody, secret);
    model::maskAll(attempt.responseBody, secret);
    model::maskAll(attempt.detail, secret);
    for (auto& header : attempt.responseHeaders) model::maskAll(header.value, secret);
  }
}

}  // namespace hookline::delivery
