#include "hookline/desktop_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <optional>

#include "base/encoding.h"
#include "net/ip_address.h"
#include "version.h"

namespace hookline::desktop {
namespace {

constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;
constexpr std::string_view kLinkScheme = "hookline:";

struct Listen {
  std::string host;
  std::uint16_t port = 0;
};

/// "127.0.0.1:8787" or "[::1]:8787". The desktop's own core is for this computer: a daemon is for the network.
std::optional<Listen> readListen(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const auto address = net::IpAddress::parse(host);
  if (!address || !address->isLoopback()) return std::nullopt;
  Listen listen{host, 0};
  const char* begin = text.data() + colon + 1;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(begin, end, listen.port);
  if (begin == end || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return listen;
}

Ending usage(const std::string& sentence) { return {"hookline: " + sentence + "\nTry: hookline --help\n", kExitUsage}; }

}  // namespace

std::variant<DesktopOptions, Ending> readDesktopOptions(const std::vector<std::string>& words, const platform::Environment& environment) {
  DesktopOptions options;
  std::string dataDir;
  std::string keyFile;
  std::string listen;
  std::string tokenFile;
  std::string tour;
  CLI::App app{"Hookline delivers a chatbot's events to webhooks, and shows what happened to each of them.", "hookline"};
  app.set_version_flag("--version", std::string("hookline ") + kVersion);
  app.add_option("--data-dir", dataDir, "where this computer's own core keeps its data (default: the user's app-data folder)");
  app.add_option("--master-key-file", keyFile, "the key that seals secrets; made on first use, never inside the data folder");
  app.add_option("--listen", listen,
                 "address on which a chatbot reaches the own core (default 127.0.0.1:8787, the next free port if taken), or off");
  app.add_option("--connect", options.connectUrl, "start attached to a daemon, for example https://hooks.example.com:8787");
  app.add_option("--token-file", tokenFile, "file with the daemon's token, for --connect");
  app.add_flag("--demo", options.demo, "made-up webhooks and traffic with an outage, in a data folder that goes away");
  app.add_option("--tour", tour, "open every page in turn, save a picture of each in this folder, and end");
  app.add_flag("--self-test", options.selfTest, "one delivery through the whole core, without a window; exits with 0 or 1");
  app.add_option("link", options.connectLink, "a connect link, hookline://connect?…, that a daemon gave out: asks, then attaches to it");
  try {
    // CLI11 takes the words from the last to the first.
    auto reversed = words;
    std::reverse(reversed.begin(), reversed.end());
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return Ending{app.help(), 0};
  } catch (const CLI::CallForVersion&) {
    return Ending{std::string("hookline ") + kVersion + "\n", 0};
  } catch (const CLI::ParseError& error) {
    return usage(error.what());
  }
  if (listen == "off") {
    options.listenHost.clear();
  } else if (!listen.empty()) {
    const auto address = readListen(listen);
    if (!address) return usage("--listen takes off, or a loopback address and a port like 127.0.0.1:8787, not \"" + listen + "\".");
    options.listenHost = address->host;
    options.listenPort = address->port;
    options.listenGiven = true;
  }
  if (!tokenFile.empty() && options.connectUrl.empty()) return usage("--token-file needs --connect URL beside it.");
  if (tokenFile.empty() && !options.connectUrl.empty()) return usage("--connect needs --token-file FILE beside it: the daemon's token.");
  if (options.demo && !options.connectUrl.empty()) return usage("--demo has a core of its own: leave --connect out.");
  if (!options.connectLink.empty() && !options.connectLink.starts_with(kLinkScheme))
    return usage("\"" + base::printable(options.connectLink) +
                 "\" is neither an option nor a connect link, which begins with hookline://connect.");
  if (!options.connectLink.empty() && (options.demo || options.selfTest || !tour.empty()))
    return usage("A connect link needs a person: leave --demo, --tour and --self-test out.");
  options.tokenFile = tokenFile;
  options.tourFolder = tour;
  options.dataFolderGiven = !dataDir.empty();
  options.dataFolder = dataDir;
  options.masterKeyFile = keyFile;
  if (!dataDir.empty() && !keyFile.empty()) return options;
  const auto paths = platform::appPaths(environment);
  if (!paths) return Ending{"hookline: " + paths.error().message + "\n", kExitFailed};
  if (dataDir.empty()) options.dataFolder = paths->dataFolder;
  if (keyFile.empty()) options.masterKeyFile = paths->masterKeyFile;
  return options;
}

}  // namespace hookline::desktop
