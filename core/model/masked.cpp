#include "model/masked.h"

namespace hookline::model {

void maskAll(std::string& text, std::string_view secret) {
  if (secret.size() < kLeastSecretBytes) return;
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kMasked.size()))
    text.replace(at, secret.size(), kMasked);
}

}  // namespace hookline::model
