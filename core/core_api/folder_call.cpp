#include "core_api/folder_call.h"
#include "base/encoding.h"

#include <system_error>
#include <utility>

#include "base/await.h"
#include "core_api/call_fault.h"
#include "core_api/core.h"
#include "core_api/owner.h"
#include "core_api/remote_call.h"
#include "net/url.h"
#include "platform/file_lock.h"
#include "platform/path_text.h"

namespace hookline::core_api {
namespace {

constexpr base::Millis kCloseGrace{10000};
constexpr char kInside[] = "the data folder";

/// How an owner is reached from its own machine. Who listens on every address is called on loopback; under TLS, and where only that name
/// is served, it is called by the name of --public-url. Its certificate is trusted as it is: it may be of an authority that only its
/// clients know.
base::Result<RemoteCall::Options> reach(const Owner& owner) {
  RemoteCall::Options options;
  options.token = owner.token;
  auto url = net::parseUrl(owner.url);
  if (!url) return base::fail(url.error());
  if (url->host == "0.0.0.0") url->host = "127.0.0.1";
  if (url->host == "::") url->host = "::1";
  const auto address = net::IpAddress::parse(url->host);
  const bool byName = url->isHttps() || (address && !address->isLoopback());
  if (byName && !owner.host.empty()) options.connectTo = std::exchange(url->host, owner.host);
  // The host may have changed from an address to a name.
  url->address = net::IpAddress::parse(url->host);
  options.url = url->text();
  options.caPem = owner.tlsCert;
  // What goes to an address of this machine does not leave it.
  options.allowHttp = true;
  return options;
}

class OwnerCall final : public FolderCall {
 public:
  explicit OwnerCall(std::unique_ptr<RemoteCall> remote) : remote_(std::move(remote)) {}

  base::Result<nlohmann::json> ask(std::string method, const std::vector<std::string>& path,
                                   const std::optional<nlohmann::json>& body) override {
    std::string target;
    for (const auto& segment : path) target += "/" + base::percentEncoded(segment);
    return remote_->ask(std::move(method), target, body);
  }

 private:
  std::unique_ptr<RemoteCall> remote_;
};

class OpenedCall final : public FolderCall {
 public:
  explicit OpenedCall(std::unique_ptr<Core> core) : core_(std::move(core)) {}
  ~OpenedCall() override { core_->close(kCloseGrace); }

  base::Result<nlohmann::json> ask(std::string method, const std::vector<std::string>& path,
                                   const std::optional<nlohmann::json>& body) override {
    api::Request request;
    request.method = std::move(method);
    for (const auto& segment : path) request.path += "/" + segment;
    if (body) {
      request.headers.push_back({"Content-Type", "application/json"});
      request.body = body->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    request.principal = model::Principal{"owner", model::Role::kAdmin, {}};
    const auto answer = base::await<api::Response>([&](auto done) { core_->call(std::move(request), std::move(done)); });
    if (!answer) return base::fail(answer.error());
    if (answer->status < 200 || answer->status > 299) return base::fail(internal::refusalOf(answer->status, answer->body, kInside));
    return answer->body.empty() ? nlohmann::json() : nlohmann::json::parse(answer->body, nullptr, false);
  }

 private:
  std::unique_ptr<Core> core_;
};

base::Result<std::unique_ptr<FolderCall>> openHere(FolderCall::Options options) {
  if (options.ownerAlone)
    return base::fail(base::Errc::kUnavailable, "No Hookline that can be asked runs on " + platform::pathText(options.dataFolder) +
                                                    ". Start `hooklined serve` on it first, and leave it running.");
  CoreOptions core;
  core.dataFolder = std::move(options.dataFolder);
  core.masterKeyFile = std::move(options.masterKeyFile);
  core.masterPassphraseFile = std::move(options.masterPassphraseFile);
  core.listenPort = 0;
  core.log = std::move(options.log);
  auto opened = Core::open(std::move(core));
  if (!opened) return base::fail(opened.error());
  return std::unique_ptr<FolderCall>(std::make_unique<OpenedCall>(std::move(*opened)));
}

base::Status checkFolder(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (std::filesystem::exists(folder, ignored)) return {};
  return base::fail(base::Errc::kNotFound, "There is no Hookline data in " + platform::pathText(folder) +
                                               ": the folder does not exist. Name the right one with --data-dir.");
}

/// Who owner.json names, and whether it answers.
struct OwnerAnswer {
  std::unique_ptr<RemoteCall> call;  ///< null: it names nobody who could be asked
  base::Status alive;
};

base::Result<OwnerAnswer> askOwner(const std::filesystem::path& folder) {
  const auto owner = findOwner(folder);
  if (!owner) return base::fail(owner.error());
  // Who does not listen cannot be asked; whether it still lives is said by the folder's lock.
  if (!*owner || (*owner)->url.empty()) return OwnerAnswer{};
  auto remoteOptions = reach(**owner);
  if (!remoteOptions) return base::fail(remoteOptions.error());
  auto remote = RemoteCall::open(std::move(*remoteOptions));
  if (!remote) return base::fail(remote.error());
  const auto me = (*remote)->ask("GET", "/api/me");
  return OwnerAnswer{std::move(*remote), me ? base::Status{} : base::Status(base::fail(me.error()))};
}

}  // namespace

base::Result<std::unique_ptr<FolderCall>> FolderCall::open(Options options) {
  if (!options.mayMake)
    if (auto there = checkFolder(options.dataFolder); !there) return base::fail(there.error());
  auto owner = askOwner(options.dataFolder);
  if (!owner) return base::fail(owner.error());
  if (!owner->call) return openHere(std::move(options));
  if (owner->alive) return std::unique_ptr<FolderCall>(std::make_unique<OwnerCall>(std::move(owner->call)));
  // After a crash the number of a dead owner may belong to another program. The folder's lock knows better than owner.json.
  auto here = openHere(std::move(options));
  if (!here && here.error().code == base::Errc::kInUse) return base::fail(owner->alive.error());
  return here;
}

base::Result<std::unique_ptr<FolderCall>> FolderCall::ofOwner(const std::filesystem::path& dataFolder) {
  if (auto there = checkFolder(dataFolder); !there) return base::fail(there.error());
  auto owner = askOwner(dataFolder);
  if (!owner) return base::fail(owner.error());
  if (owner->call && owner->alive) return std::unique_ptr<FolderCall>(std::make_unique<OwnerCall>(std::move(owner->call)));
  const auto lock = platform::FileLock::tryAcquire(dataFolder / kLockFile);
  if (lock) return std::unique_ptr<FolderCall>();
  if (lock.error().code != base::Errc::kInUse) return base::fail(lock.error());
  return base::fail(owner->call ? owner->alive.error() : folderInUse(dataFolder, lock.error()));
}

}  // namespace hookline::core_api
