#include "crypto/locked_vault.h"

#include <utility>

namespace hookline::crypto {
namespace {

class LockedVault final : public Vault {
 public:
  explicit LockedVault(base::Error why) : why_(std::move(why)) { why_.code = base::Errc::kLocked; }
  base::Result<std::string> seal(const SealContext&, std::string_view) const override { return base::fail(why_); }
  base::Result<std::string> open(const SealContext&, std::string_view) const override { return base::fail(why_); }

  bool hasOldKeys() const override { return false; }
  bool isNewest(std::string_view) const override { return false; }

 private:
  base::Error why_;
};

}  // namespace

std::unique_ptr<Vault> lockedVault(base::Error why) { return std::make_unique<LockedVault>(std::move(why)); }

}  // namespace hookline::crypto
