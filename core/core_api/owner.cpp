#include "core_api/owner.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "platform/private_file.h"
#include "platform/process.h"

namespace hookline::core_api {
namespace {

/// With a certificate chain in it.
constexpr std::size_t kMaxOwnerBytes = 1024 * 1024;

}  // namespace

base::Status writeOwner(const std::filesystem::path& dataFolder, const Owner& owner) {
  nlohmann::ordered_json text{{"url", owner.url}, {"pid", owner.pid}, {"token", owner.token}};
  if (!owner.host.empty()) text["host"] = owner.host;
  if (!owner.tlsCert.empty()) text["tlsCert"] = owner.tlsCert;
  return platform::writePrivateFile(dataFolder / kOwnerFile, text.dump(2) + "\n");
}

void removeOwner(const std::filesystem::path& dataFolder) {
  std::error_code ignored;
  std::filesystem::remove(dataFolder / kOwnerFile, ignored);
}

base::Result<std::optional<Owner>> findOwner(const std::filesystem::path& dataFolder) {
  const auto file = dataFolder / kOwnerFile;
  const auto text = platform::readFile(file, kMaxOwnerBytes);
  if (!text && text.error().code == base::Errc::kNotFound) return std::optional<Owner>{};
  if (!text) return base::fail(text.error());
  const auto read = nlohmann::json::parse(*text, nullptr, false);
  if (!read.is_object() || !read.contains("url") || !read["url"].is_string() || !read.contains("pid") || !read["pid"].is_number_integer() ||
      !read.contains("token") || !read["token"].is_string())
    return base::fail(
        base::Errc::kCorrupt,
        "The file " + file.string() + " cannot be read as the owner of the data folder. Remove it when no Hookline runs on that folder.");
  const auto optional = [&](const char* name) {
    return read.contains(name) && read[name].is_string() ? read[name].get<std::string>() : "";
  };
  Owner owner{read["url"].get<std::string>(), read["pid"].get<std::int64_t>(), read["token"].get<std::string>(), optional("host"),
              optional("tlsCert")};
  if (!platform::isProcessAlive(owner.pid)) return std::optional<Owner>{};
  return std::optional<Owner>{std::move(owner)};
}

base::Error folderInUse(const std::filesystem::path& folder, const base::Error& lockError) {
  const auto owner = findOwner(folder);
  if (!owner || !*owner) return lockError;
  return {base::Errc::kInUse,
          "The data folder " + folder.string() + " is in use by the Hookline " +
              ((*owner)->url.empty() ? "that listens on no address" : "at " + (*owner)->url) + " (process " +
              std::to_string((*owner)->pid) + "). Use that one, stop it first, or choose another folder with --data-dir.",
          false,
          {}};
}

}  // namespace hookline::core_api
