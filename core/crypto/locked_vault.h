#pragma once
#include <memory>

#include "base/result.h"
#include "crypto/vault.h"

namespace hookline::crypto {

/// A vault whose key is out of reach: every call answers `why` (kLocked, from openKeyFileVault). With it a core can start, show
/// what is wrong and hold its deliveries (delivery.md §5) instead of failing.
std::unique_ptr<Vault> lockedVault(base::Error why);

}  // namespace hookline::crypto
