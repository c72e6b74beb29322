#include "core_api/config_file.h"

#include <utility>

#include "base/time.h"
#include "core_api/config_shape.h"
#include "crypto/sealed_export.h"
#include "platform/path_text.h"
#include "platform/private_file.h"
#include "version.h"

namespace hookline::core_api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Sealed text is a third longer than what it holds.
constexpr std::size_t kMaxFileBytes = crypto::kMaxExportBytes / 2 * 3;

/// Puts the secrets of a webhook in the place of their masks.
base::Status addSecrets(FolderCall& call, const std::string& id, ordered_json& webhook) {
  const auto secrets = call.ask("GET", {"api", "webhooks", id, "secret"});
  if (!secrets) return base::fail(secrets.error());
  internal::putSecrets(*secrets, webhook);
  return {};
}

base::Result<ordered_json> configuration(FolderCall& call, bool withSecrets) {
  const auto list = call.ask("GET", {"api", "webhooks"});
  if (!list) return base::fail(list.error());
  ordered_json document{{"hooklineExport", 1},
                        {"madeBy", std::string("Hookline ") + kVersion},
                        {"at", base::formatIso(base::SystemClock().now().wall)},
                        {"secrets", withSecrets},
                        {"webhooks", ordered_json::array()}};
  for (const auto& one : *list) {
    ordered_json webhook(one);
    const auto id = one.value("id", "");
    for (const auto field : internal::kSetByHookline) webhook.erase(std::string(field));
    if (withSecrets)
      if (auto added = addSecrets(call, id, webhook); !added) return base::fail(added.error());
    document["webhooks"].push_back(std::move(webhook));
  }
  return document;
}

}  // namespace

base::Result<std::size_t> writeConfigFile(FolderCall& call, const std::filesystem::path& file, const std::string& passphrase) {
  const auto document = configuration(call, !passphrase.empty());
  if (!document) return base::fail(document.error());
  auto text = document->dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  if (!passphrase.empty()) {
    auto sealed = crypto::sealExport(passphrase, text);
    if (!sealed) return base::fail(sealed.error());
    text = std::move(*sealed);
  }
  if (auto written = platform::writePrivateFile(file, text); !written) return base::fail(written.error());
  return document->at("webhooks").size();
}

base::Result<json> readConfigFile(const std::filesystem::path& file, const std::string& passphrase) {
  auto text = platform::readFile(file, kMaxFileBytes);
  if (!text) return base::fail(text.error());
  const auto name = platform::pathText(file);
  if (crypto::isSealedExport(*text)) {
    if (passphrase.empty()) return base::fail(base::Errc::kInvalid, name + " is sealed: give its passphrase with --passphrase-file.");
    auto opened = crypto::openExport(passphrase, *text);
    if (!opened) return base::fail(opened.error());
    text = std::move(*opened);
  } else if (!passphrase.empty()) {
    return base::fail(base::Errc::kInvalid, name + " is not sealed: leave --passphrase-file out, or name the file that is.");
  }
  auto document = json::parse(*text, nullptr, false);
  if (document.is_discarded())
    return base::fail(base::Errc::kMalformed, name + " holds no JSON: it is no export of Hookline, or was cut off.");
  return document;
}

}  // namespace hookline::core_api
