#pragma once
#include <map>
#include <memory>

#include "crypto/sealed_box.h"
#include "crypto/vault.h"

namespace hookline::crypto::internal {

/// A vault over data keys by their version, `newest` among them.
std::unique_ptr<Vault> dataKeyVault(std::map<char, KeyBytes> keys, char newest);

}  // namespace hookline::crypto::internal
