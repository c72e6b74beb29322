#include "core_api/core.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "api/health_notices.h"
#include "api/http_door.h"
#include "api/router.h"
#include "base/await.h"
#include "core_api/folder_key.h"
#include "core_api/listener_options.h"
#include "core_api/owner.h"
#include "crypto/api_token.h"
#include "crypto/self_signed.h"
#include "delivery_runner/alert_watch.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/housekeeping.h"
#include "delivery_runner/intake.h"
#include "delivery_runner/job_thread.h"
#include "delivery_runner/jobs.h"
#include "delivery_runner/runner.h"
#include "model/event_types.h"
#include "net/curl_transport.h"
#include "net/http_server.h"
#include "net/system_resolver.h"
#include "platform/file_lock.h"
#include "platform/path_text.h"
#include "platform/private_file.h"
#include "platform/process.h"
#include "platform/secret_file.h"
#include "store_sqlite/sqlite_store.h"
#include "version.h"

namespace hookline::core_api {
namespace {

constexpr base::Millis kAnswerGrace{2000};

class RealCore final : public Core {
 public:
  explicit RealCore(CoreOptions options) : options_(std::move(options)) {}
  ~RealCore() override { close(base::Millis{0}); }

  /// In the order in which things depend on each other; what fails names itself.
  base::Status start() {
    if (auto ok = openFolder(); !ok) return ok;
    if (auto ok = openStore(); !ok) return ok;
    if (auto ok = startSending(); !ok) return ok;
    if (auto ok = startApi(); !ok) return ok;
    if (auto ok = adoptAdminToken(); !ok) return ok;
    return publishOwner();
  }

  void call(api::Request request, base::Completion<api::Response> done) override {
    server_->post(
        [this, request = std::move(request), done = std::move(done)]() mutable { router_->handle(std::move(request), std::move(done)); });
  }

  api::Subscription listen(std::function<void(const api::Notice&)> listener) override { return hub_->listen("", std::move(listener)); }

  std::string url() const override { return server_->url(); }
  std::uint16_t port() const override { return server_->port(); }
  std::filesystem::path adminTokenFile() const override {
    return options_.adminTokenFile.empty() ? options_.dataFolder / kAdminTokenFile : options_.adminTokenFile;
  }

  base::Status reloadCertificate() override {
    if (options_.tlsCertFile.empty()) return {};
    if (auto read = server_->reloadTls(); !read) return read;
    return publishOwner();
  }

  void close(base::Millis grace) override {
    if (closed_.exchange(true)) return;
    stopping_.store(true);
    if (intake_) intake_->close();
    if (housekeeping_) housekeeping_->stop();
    if (alerts_) alerts_->stop();
    jobThread_.reset();
    if (runner_) runner_->stop(grace);
    if (server_) server_->stop(kAnswerGrace);
    // The store answers what waits before it closes, and those answers may still post to the hub and the server's queue.
    if (store_) store_->close();
    if (hub_) hub_->flush();
    if (lock_) removeOwner(options_.dataFolder);
    lock_.reset();
  }

  void hurry() override {
    if (runner_) runner_->hurry();
  }

 private:
  base::Status openFolder() {
    if (auto made = platform::makePrivateFolder(options_.dataFolder); !made) return made;
    auto lock = platform::FileLock::tryAcquire(options_.dataFolder / kLockFile);
    if (!lock && lock.error().code == base::Errc::kInUse) return base::fail(folderInUse(options_.dataFolder, lock.error()));
    if (!lock) return base::fail(lock.error());
    lock_.emplace(std::move(*lock));
    // Of a backup that nobody took.
    std::error_code ignored;
    std::filesystem::remove(options_.dataFolder / kBackupFile, ignored);
    if (options_.receiveSecretFile.empty()) return {};
    auto secret = platform::readSecretFile(options_.receiveSecretFile);
    if (!secret) return base::fail(secret.error());
    receiveSecret_ = std::move(*secret);
    return {};
  }

  base::Status openStore() {
    store_sqlite::SqliteOptions options;
    if (!options_.masterPassphraseFile.empty()) {
      auto passphrase = readPassphrase(options_.masterPassphraseFile);
      if (!passphrase) return base::fail(passphrase.error());
      options.masterPassphrase = std::move(*passphrase);
    }
    options.folder = options_.dataFolder;
    options.masterKeyFile = options_.masterKeyFile;
    auto store = store_sqlite::openSqliteStore(std::move(options), clock_, options_.log);
    if (!store) return base::fail(store.error());
    store_ = std::move(*store);
    ids_.emplace(clock_, store_->highestId());
    auto config = base::await<store::StoredConfig>([this](auto done) { store_->config(std::move(done)); });
    if (!config) return base::fail(config.error());
    stored_ = std::move(*config);
    return {};
  }

  base::Status startSending() {
    configuration_.emplace(*store_, clock_, stored_);
    if (auto ok = readLimits(); !ok) return ok;
    if (auto ok = readEventTypes(); !ok) return ok;
    hub_.emplace(store_->epoch(), [this] { return configuration_->snapshot(); });
    jobs_.emplace(
        *store_, *configuration_, *ids_, clock_, [this](const model::Job& job) { hub_->job(job); }, options_.log,
        delivery_runner::Jobs::Options{});
    jobs_->onTakenBack([this](const model::DeliveryRow& row) { (void)gone(row); });
    jobThread_ = std::make_unique<delivery_runner::JobThread>(*jobs_, clock_);
    health_.emplace(*hub_, [this] { return runner_->circuits(); });
    alerts_.emplace(
        delivery_runner::AlertWatch::Seams{.store = *store_,
                                           .config = *configuration_,
                                           .ids = *ids_,
                                           .clock = clock_,
                                           .log = options_.log,
                                           .changed = [this](const model::Alert& alert) { hub_->alert(alert, clock_.now().wall); },
                                           .judged = [this](const model::ConfigSnapshot& config, const model::WebhookFigures& figures,
                                                            base::WallTime now) { health_->judged(config, figures, now); },
                                           .figuresWindow = api::HealthNotices::kWindow},
        stored_);
    resolver_ = std::make_unique<net::SystemResolver>(net::SystemResolver::Options{});
    net::CurlTransport::Options transportOptions;
    transportOptions.policy.allowPrivate = options_.allowPrivate;
    transportOptions.userAgent = std::string("Hookline/") + kVersion;
    auto transport = net::CurlTransport::create(std::move(transportOptions), *resolver_);
    if (!transport) return base::fail(transport.error());
    runner_ = delivery_runner::Runner::start(
        *store_, *configuration_, std::move(*transport), clock_, std::make_unique<base::SeededRandom>(base::entropySeed()),
        {.changes =
             [this](model::DeliveryChange change) {
               alerts_->delivery(change);
               hub_->delivery(std::move(change));
             },
         .circuits =
             [this](const model::Circuit& circuit) { hub_->webhook(circuit.webhook, circuit.closed ? "circuit.close" : "circuit.open"); },
         .held = [this](model::WebhookId id) { hub_->webhook(id, "webhook.hold"); }},
        options_.log);
    if (auto loaded = base::await<void>([this](auto done) { jobs_->load(std::move(done)); }); !loaded) return loaded;
    alerts_->start();
    intake_.emplace(*store_, *configuration_, *limits_, types_, *ids_, clock_);
    housekeeping_.emplace(delivery_runner::Housekeeping::Seams{
        .store = *store_,
        .config = *configuration_,
        .limits = *limits_,
        .circuits = [this] { return runner_->circuits(); },
        .online = [this] { return runner_->figures().online; },
        .expired = [this](const model::DeliveryRow& row) { expired(row); },
        .resumed = [this](model::WebhookId id) { hub_->webhook(id, id ? "webhook.resume" : "sending goes on"); },
        .clock = clock_,
        .log = options_.log});
    housekeeping_->start();
    return {};
  }

  /// The stored rules, and over them what the options of this start say.
  base::Status readLimits() {
    model::StorageRules rules;
    for (const auto& [name, value] : stored_.settings) {
      if (name != model::kStorageSetting) continue;
      auto stored = model::mergeStorageRules({}, nlohmann::json::parse(value, nullptr, false));
      if (!stored) return base::fail(base::Errc::kCorrupt, "The stored settings are damaged: " + stored.error().message);
      rules = *stored;
    }
    if (options_.keepDays) {
      rules.keepDays = *options_.keepDays;
      rules.keepPayloadDays = std::min(rules.keepPayloadDays, rules.keepDays);
      fixedLimits_.emplace_back("keepDays");
    }
    if (options_.maxDiskBytes) {
      rules.maxDiskBytes = *options_.maxDiskBytes;
      fixedLimits_.emplace_back("maxDiskBytes");
    }
    limits_.emplace(rules);
    return {};
  }

  base::Status readEventTypes() {
    for (const auto& [name, value] : stored_.settings) {
      if (name != model::kEventTypesSetting) continue;
      auto stored = model::CustomTypes::read(nlohmann::json::parse(value, nullptr, false), types_.names());
      if (!stored) return base::fail(base::Errc::kCorrupt, "The stored event types are damaged: " + stored.error().message);
      types_.setCustom(std::move(*stored));
    }
    return {};
  }

  /// Waits no longer: the engine lets go of it, and readers are told.
  model::DeliveryChange gone(const model::DeliveryRow& row) {
    runner_->cancelled(row.id);
    auto change = model::toChange(row);
    hub_->delivery(change);
    return change;
  }

  void expired(const model::DeliveryRow& row) { alerts_->delivery(gone(row)); }

  base::Status startApi() {
    tokens_.emplace(*store_, *ids_, clock_, stored_.tokens);
    stored_ = {};
    api::Services services{*store_,
                           *configuration_,
                           *intake_,
                           *runner_,
                           *limits_,
                           *jobs_,
                           *alerts_,
                           *hub_,
                           *tokens_,
                           types_,
                           *ids_,
                           clock_,
                           options_.log,
                           kVersion,
                           fixedLimits_,
                           {options_.allowPrivate},
                           receiveSecret_,
                           folderText(),
                           options_.dataFolder / kBackupFile,
                           [this] { return address(); },
                           [this] { return stopping_.load(); },
                           [this] { return listening_.load() ? fingerprint() : std::string(); }};
    router_ = std::make_unique<api::Router>(services);
    door_ = std::make_unique<api::HttpDoor>(*router_, services, api::HttpDoor::Options{options_.publicHosts, options_.trustedProxies});
    return listenOn(listenerOptions(options_));
  }

  std::string fingerprint() const {
    const auto pem = server_->certificatePem();
    return pem.empty() ? pem : crypto::certificateFingerprint(pem).value_or("");
  }

  std::string folderText() const {
    std::error_code ignored;
    return platform::utf8Text(std::filesystem::absolute(options_.dataFolder, ignored));
  }

  /// What a producer is told: the public name where there is one.
  std::string address() const {
    if (!options_.publicUrl.empty()) return options_.publicUrl;
    return listening_.load() ? server_->url() : std::string();
  }

  /// On the port that was named, or where any will do on the next one that is free.
  base::Status listenOn(net::HttpServerOptions server) {
    const int first = server.port;
    for (int n = 0;; ++n) {
      auto started = net::HttpServer::start(server, door_->handler(), options_.log);
      if (started) {
        server_ = std::move(*started);
        listening_.store(true);
        return {};
      }
      if (!options_.otherPortWhenTaken || started.error().code != base::Errc::kInUse || n > CoreOptions::kPortsTried)
        return base::fail(started.error());
      const int next = first + n + 1;
      server.port = n == CoreOptions::kPortsTried || next > std::numeric_limits<std::uint16_t>::max() ? std::uint16_t{0}
                                                                                                      : static_cast<std::uint16_t>(next);
    }
  }

  /// The admin token of the file, made there when the file does not exist.
  base::Status adoptAdminToken() {
    const auto file = adminTokenFile();
    auto text = platform::readSecretFile(file);
    if (!text && text.error().code != base::Errc::kNotFound) return base::fail(text.error());
    if (!text) {
      if (auto folder = platform::makePrivateFolder(file.parent_path().empty() ? "." : file.parent_path()); !folder) return folder;
      const auto made = crypto::generateToken();
      if (auto written = platform::createPrivateFile(file, made.text + "\n"); !written) return written;
      text = made.text;
      options_.log.info("an admin token was made", {{"file", file.string()}});
    }
    adminToken_ = std::move(*text);
    auto adopted =
        base::await<model::ApiToken>([&](auto done) { tokens_->adopt("admin", model::Role::kAdmin, adminToken_, std::move(done)); });
    if (!adopted) {
      auto error = adopted.error();
      error.message = "The token file " + file.string() + " is not usable: " + error.message;
      return base::fail(std::move(error));
    }
    return {};
  }

  base::Status publishOwner() {
    Owner owner{url(), platform::currentProcessId(), adminToken_, {}, {}};
    if (!options_.publicHosts.empty()) owner.host = options_.publicHosts.front();
    // As it is served, not as its file is by now: that may have been replaced and not read again.
    owner.tlsCert = server_->certificatePem();
    return writeOwner(options_.dataFolder, owner);
  }

  CoreOptions options_;
  const base::SystemClock clock_;
  model::EventTypes types_;
  std::optional<platform::FileLock> lock_;
  std::string receiveSecret_;
  std::string adminToken_;
  store::StoredConfig stored_;
  std::atomic<bool> listening_{false};  // server_ may be read by any thread from then on
  std::atomic<bool> stopping_{false};
  std::atomic<bool> closed_{false};

  // Later ones use earlier ones, so they are destroyed first.
  std::unique_ptr<store::Store> store_;
  std::optional<base::TimeOrderedIds> ids_;
  std::optional<delivery_runner::Configuration> configuration_;
  std::optional<api::StreamHub> hub_;
  std::optional<delivery_runner::Jobs> jobs_;
  std::unique_ptr<delivery_runner::JobThread> jobThread_;
  std::optional<api::HealthNotices> health_;
  std::optional<delivery_runner::AlertWatch> alerts_;
  std::unique_ptr<net::SystemResolver> resolver_;
  std::unique_ptr<delivery_runner::Runner> runner_;
  std::optional<delivery_runner::StorageLimits> limits_;
  std::vector<std::string> fixedLimits_;
  std::optional<delivery_runner::Intake> intake_;
  std::optional<delivery_runner::Housekeeping> housekeeping_;
  std::optional<api::TokenBook> tokens_;
  std::unique_ptr<api::Router> router_;
  std::unique_ptr<api::HttpDoor> door_;
  std::unique_ptr<net::HttpServer> server_;
};

}  // namespace

base::Result<std::unique_ptr<Core>> Core::open(CoreOptions options) {
  auto core = std::make_unique<RealCore>(std::move(options));
  if (auto started = core->start(); !started) return base::fail(started.error());
  return core;
}

}  // namespace hookline::core_api
