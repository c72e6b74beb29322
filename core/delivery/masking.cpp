#include "delivery/masking.h"

#include <string>
#include <string_view>
#include <vector>

#include "model/masked.h"

namespace hookline::delivery {
namespace {

/// Shorter ones are no secrets, and would be found in anything.
constexpr std::size_t kLeastBytes = 8;

/// The values as they travel, and what stands behind a scheme's name ("Bearer …").
std::vector<std::string_view> secretsOf(const model::Webhook& webhook, std::string_view token) {
  std::vector<std::string_view> secrets;
  if (token.size() >= kLeastBytes) secrets.push_back(token);
  for (const auto& [name, value] : webhook.secretSettings)
    if (value.size() >= kLeastBytes) secrets.push_back(value);
  for (const auto& header : webhook.headers) {
    if (!model::isSensitiveHeader(header.name)) continue;
    const std::string_view value = header.value;
    const auto space = value.rfind(' ');
    for (const auto part : {value, space == std::string_view::npos ? std::string_view() : value.substr(space + 1)})
      if (part.size() >= kLeastBytes) secrets.push_back(part);
  }
  return secrets;
}

void replaceAll(std::string& text, std::string_view secret) {
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + model::kMasked.size()))
    text.replace(at, secret.size(), model::kMasked);
}

}  // namespace

void maskSecrets(const model::Webhook& webhook, std::string_view token, model::Attempt& attempt) {
  for (const auto secret : secretsOf(webhook, token)) {
    if (attempt.requestBody) replaceAll(*attempt.requestBody, secret);
    replaceAll(attempt.responseBody, secret);
    replaceAll(attempt.detail, secret);
    for (auto& header : attempt.responseHeaders) replaceAll(header.value, secret);
  }
}

}  // namespace hookline::delivery
