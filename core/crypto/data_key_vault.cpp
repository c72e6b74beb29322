#include "crypto/data_key_vault.h"

#include <cstdint>
#include <string>
#include <utility>

#include "base/encoding.h"

namespace hookline::crypto::internal {
namespace {

constexpr char kSealedVersion = 1;
constexpr std::size_t kSealedHeaderBytes = 2;

void appendNumber(std::string& text, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) text.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 255U));
}

/// Names carry their length, so that no two places can read the same ("ab"+"c", "a"+"bc").
std::string associatedData(const SealContext& where, std::string_view header) {
  std::string data = "hookline sealed value\n";
  for (const std::string_view name : {where.table, where.column}) {
    appendNumber(data, name.size());
    data.append(name);
  }
  appendNumber(data, static_cast<std::uint64_t>(where.row));
  return data.append(header);
}

std::string placeText(const SealContext& where) {
  return base::printable(where.table) + "." + base::printable(where.column) + " of row " + std::to_string(where.row);
}

class DataKeyVault final : public Vault {
 public:
  DataKeyVault(std::map<char, KeyBytes> keys, char newest) : keys_(std::move(keys)), header_{kSealedVersion, newest} {}

  base::Result<std::string> seal(const SealContext& where, std::string_view plain) const override {
    return header_ + sealBox(keys_.at(header_[1]), associatedData(where, header_), plain);
  }

  base::Result<std::string> open(const SealContext& where, std::string_view sealed) const override {
    const auto header = sealed.substr(0, kSealedHeaderBytes);
    if (header.size() == kSealedHeaderBytes && header[0] == kSealedVersion) {
      const auto key = keys_.find(header[1]);
      if (key != keys_.end()) {
        if (auto plain = openBox(key->second, associatedData(where, header), sealed.substr(kSealedHeaderBytes))) return std::move(*plain);
      }
    }
    return base::fail(base::Errc::kCorrupt, "The stored secret " + placeText(where) +
                                                " does not open: it was changed, belongs to another row, or was sealed with another key. "
                                                "Enter it again, or restore a backup.");
  }

  bool hasOldKeys() const override { return keys_.size() > 1; }
  bool isNewest(std::string_view sealed) const override { return sealed.starts_with(header_); }

 private:
  // constant after construction
  const std::map<char, KeyBytes> keys_;
  const std::string header_;  ///< version byte, version of the newest key
};

}  // namespace

std::unique_ptr<Vault> dataKeyVault(std::map<char, KeyBytes> keys, char newest) {
  return std::make_unique<DataKeyVault>(std::move(keys), newest);
}

}  // namespace hookline::crypto::internal
