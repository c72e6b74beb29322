#include "crypto/sealed_export.h"

#include <charconv>
#include <optional>

#include "base/encoding.h"
#include "crypto/scrypt.h"
#include "crypto/sealed_box.h"
#include "crypto/signature.h"

namespace hookline::crypto {
namespace {

using internal::kNonceBytes;
using internal::kSaltBytes;
using internal::ScryptCost;

constexpr std::string_view kFirstWords = "Hookline sealed export ";
constexpr int kVersion = 1;
constexpr std::size_t kLineBytes = 76;

struct Parts {
  ScryptCost cost;
  std::string salt;
  std::string box;  ///< nonce, ciphertext, tag
};

/// What is authenticated beside the body: the lines above it.
std::string headOf(const Parts& parts) {
  const auto n = std::uint64_t{1} << static_cast<unsigned>(parts.cost.log2N);
  return std::string(kFirstWords) + std::to_string(kVersion) + "\nscrypt n=" + std::to_string(n) + " r=" + std::to_string(parts.cost.r) +
         " p=" + std::to_string(parts.cost.p) + " salt=" + base::toBase64(parts.salt) +
         "\naes-256-gcm nonce=" + base::toBase64(std::string_view(parts.box).substr(0, kNonceBytes)) + "\n\n";
}

/// The nonce stands in the head, which is authenticated by the key that it is used with; the head without it is what sealBox takes.
std::string associatedData(const Parts& parts) {
  auto bare = parts;
  bare.box.clear();
  return headOf(bare);
}

std::string textOf(const Parts& parts) {
  std::string text = headOf(parts);
  const auto body = base::toBase64(std::string_view(parts.box).substr(kNonceBytes));
  for (std::size_t at = 0; at < body.size(); at += kLineBytes) text.append(body, at, kLineBytes).append("\n");
  return text;
}

/// Reads on in a text, piece by piece.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool word(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  std::optional<std::uint64_t> number() {
    std::uint64_t value = 0;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (read.ec != std::errc()) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return value;
  }
  std::optional<std::string> base64(std::size_t bytes) {
    const std::size_t characters = (bytes + 2) / 3 * 4;
    auto value = base::fromBase64(rest_.substr(0, characters));
    if (rest_.size() < characters || !value || value->size() != bytes) return std::nullopt;
    rest_.remove_prefix(characters);
    return value;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::optional<int> log2Of(std::uint64_t n) {
  for (int log = 0; log < 63; ++log)
    if (n == std::uint64_t{1} << static_cast<unsigned>(log)) return log;
  return std::nullopt;
}

/// `scanner` stands behind the version. Nullopt: not as textOf writes it, or a cost that is not bearable.
std::optional<Parts> readParts(Scanner scanner) {
  constexpr std::uint64_t kSmall = 1000;
  Parts parts;
  if (!scanner.word("\nscrypt n=")) return std::nullopt;
  const auto n = scanner.number();
  if (!n || !scanner.word(" r=")) return std::nullopt;
  const auto r = scanner.number();
  if (!r || *r > kSmall || !scanner.word(" p=")) return std::nullopt;
  const auto p = scanner.number();
  if (!p || *p > kSmall || !scanner.word(" salt=")) return std::nullopt;
  const auto log2N = log2Of(*n);
  if (!log2N) return std::nullopt;
  parts.cost = {*log2N, static_cast<int>(*r), static_cast<int>(*p)};
  auto salt = scanner.base64(kSaltBytes);
  if (!internal::isBearable(parts.cost) || !salt || !scanner.word("\naes-256-gcm nonce=")) return std::nullopt;
  parts.salt = std::move(*salt);
  auto nonce = scanner.base64(kNonceBytes);
  if (!nonce || !scanner.word("\n\n")) return std::nullopt;
  std::string letters;
  for (const char c : scanner.rest())
    if (c != '\n') letters.push_back(c);
  const auto body = base::fromBase64(letters);
  if (!body) return std::nullopt;
  parts.box = *nonce + *body;
  return parts;
}

base::Error damaged() {
  return {
      base::Errc::kCorrupt,
      "The sealed export is damaged: it was changed or cut off on its way, or asks for more than any Hookline writes. Copy it again from "
      "where it was made, as a file and not as text.",
      false,
      {}};
}

}  // namespace

base::Result<std::string> internal::sealExportAt(const ScryptCost& cost, std::string_view passphrase, std::string_view plain) {
  if (auto fine = internal::checkNewPassphrase(passphrase); !fine) return base::fail(fine.error());
  if (plain.size() > kMaxExportBytes)
    return base::fail(base::Errc::kInvalid,
                      "The configuration is too large for one export: " + std::to_string(kMaxExportBytes) + " bytes are the most.");
  Parts parts;
  parts.cost = cost;
  parts.salt = randomBytes(kSaltBytes);
  const auto key = internal::keyFromPassphrase(passphrase, parts.salt, parts.cost);
  if (!key) return base::fail(key.error());
  parts.box = internal::sealBox(*key, associatedData(parts), plain);
  return textOf(parts);
}

base::Result<std::string> sealExport(std::string_view passphrase, std::string_view plain) {
  return internal::sealExportAt({}, passphrase, plain);
}

bool isSealedExport(std::string_view text) { return text.starts_with(kFirstWords); }

base::Result<std::string> openExport(std::string_view passphrase, std::string_view text) {
  if (!isSealedExport(text)) return base::fail(base::Errc::kInvalid, "This is no sealed export of Hookline.");
  Scanner scanner(text);
  scanner.word(kFirstWords);
  const auto version = scanner.number();
  if (!version || *version == 0) return base::fail(damaged());
  if (*version > kVersion)
    return base::fail(base::Errc::kNewerVersion, "The sealed export was made by a newer Hookline (its version is " +
                                                     std::to_string(*version) + ", this one reads " + std::to_string(kVersion) +
                                                     "): update first.");
  const auto parts = readParts(scanner);
  // One spelling alone: what a tolerant reader would overlook is a change as well.
  if (!parts || textOf(*parts) != text) return base::fail(damaged());
  const auto key = internal::keyFromPassphrase(passphrase, parts->salt, parts->cost);
  if (!key) return base::fail(key.error());
  auto plain = internal::openBox(*key, associatedData(*parts), parts->box);
  if (plain) return std::move(*plain);
  return base::fail(base::Errc::kLocked,
                    "The sealed export does not open: the passphrase is another one, or the file was changed. Nothing was imported.");
}

}  // namespace hookline::crypto
