#include "hooklined/serve_options.h"

#include "hooklined/folders.h"
#include "hooklined/option_readers.h"
#include "model/storage_rules.h"
#include "net/url.h"

namespace hookline::hooklined {
namespace {

base::Status addListener(const OptionValues& values, core_api::CoreOptions& options) {
  bool loopback = true;
  const Given* listen = values.find("listen");
  if (listen) {
    const auto address = readListen(*listen);
    if (!address) return base::fail(address.error());
    options.listenHost = address->host;
    options.listenPort = address->port;
    loopback = address->loopback;
  }
  const Given* cert = values.find("tls-cert");
  const Given* key = values.find("tls-key");
  if (cert) options.tlsCertFile = cert->text;
  if (key) options.tlsKeyFile = key->text;
  if (cert && !key) return base::fail(base::Errc::kInvalid, cert->origin + " needs --tls-key FILE beside it: the key of that certificate.");
  if (key && !cert) return base::fail(base::Errc::kInvalid, key->origin + " needs --tls-cert FILE beside it: the certificate of that key.");
  const Given* proxies = values.find("trusted-proxy");
  if (proxies) {
    auto ranges = readRanges(*proxies);
    if (!ranges) return base::fail(ranges.error());
    options.trustedProxies = std::move(*ranges);
    if (!values.find("public-url"))
      return base::fail(base::Errc::kInvalid, proxies->origin + " needs --public-url URL beside it: the address that the proxy serves.");
  }
  if (!loopback && !cert && !proxies)
    return base::fail(base::Errc::kInvalid,
                      listen->origin + " " + listen->text +
                          " is beyond loopback and needs TLS: give --tls-cert FILE and --tls-key FILE, or --trusted-proxy CIDR "
                          "when a proxy does TLS, or listen on 127.0.0.1 alone.");
  return {};
}

base::Status addFile(const OptionValues& values, std::string_view name, std::filesystem::path& file) {
  const Given* given = values.find(name);
  if (!given) return {};
  if (given->text.empty()) return base::fail(wrongValue(*given));
  file = given->text;
  return {};
}

base::Status addPublicHost(const OptionValues& values, core_api::CoreOptions& options) {
  const Given* given = values.find("public-url");
  if (!given) return {};
  const auto url = net::parseUrl(given->text);
  if (!url) return base::fail(wrongValue(*given, url.error().message));
  options.publicUrl = given->text;
  options.publicHosts.push_back(url->host);
  return {};
}

base::Status addLimits(const OptionValues& values, core_api::CoreOptions& options) {
  if (const Given* days = values.find("keep-days")) {
    const auto number = readWhole(*days, 1, model::StorageRules::kMaxDays);
    if (!number) return base::fail(number.error());
    options.keepDays = static_cast<int>(*number);
  }
  if (const Given* disk = values.find("max-disk")) {
    const auto bytes = readSize(*disk, model::StorageRules::kLeastDiskBytes, model::StorageRules::kMostDiskBytes);
    if (!bytes) return base::fail(bytes.error());
    options.maxDiskBytes = *bytes;
  }
  return {};
}

}  // namespace

base::Result<core_api::CoreOptions> readServeOptions(const OptionValues& values, const platform::Environment& environment) {
  core_api::CoreOptions options;
  if (auto fine = addListener(values, options); !fine) return base::fail(fine.error());
  if (auto fine = addFile(values, "token-file", options.adminTokenFile); !fine) return base::fail(fine.error());
  if (auto fine = addFile(values, "receive-secret-file", options.receiveSecretFile); !fine) return base::fail(fine.error());
  if (auto fine = addPublicHost(values, options); !fine) return base::fail(fine.error());
  if (auto fine = addLimits(values, options); !fine) return base::fail(fine.error());
  options.allowPrivate = values.isOn("allow-private");
  auto folders = readFolders(values, environment);
  if (!folders) return base::fail(folders.error());
  options.dataFolder = std::move(folders->dataFolder);
  options.masterKeyFile = std::move(folders->masterKeyFile);
  options.masterPassphraseFile = std::move(folders->masterPassphraseFile);
  return options;
}

}  // namespace hookline::hooklined
