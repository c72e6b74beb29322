#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/message.h"
#include "base/completion.h"
#include "base/log.h"
#include "base/time.h"
#include "net/address_range.h"

namespace hookline::core_api {

struct CoreOptions {
  std::filesystem::path dataFolder;            ///< made (0700) when missing; owned while the core lives
  std::filesystem::path masterKeyFile;         ///< outside the data folder; made (0600) on first use
  std::filesystem::path masterPassphraseFile;  ///< in place of the key file, when not empty: its passphrase protects the secrets
  std::string listenHost = "127.0.0.1";        ///< a literal address; empty: nobody reaches it but this process
  std::uint16_t listenPort = 8787;             ///< 0: a free one
  bool otherPortWhenTaken = false;             ///< the next free one then, up to kPortsTried after it, else any
  std::string tlsCertFile;
  std::string tlsKeyFile;
  std::filesystem::path adminTokenFile;     ///< empty: admin.token in the data folder; made (0600) when missing, else adopted
  std::filesystem::path receiveSecretFile;  ///< secret of POST /api/webhooks/receive; empty: signed requests are refused there
  std::string publicUrl;                    ///< where producers reach it; empty: where it listens
  std::vector<std::string> publicHosts;     ///< Host values served beside loopback (from --public-url)
  /// Proxies whose forwarded headers are believed; without TLS nobody else but this machine itself is served.
  std::vector<net::AddressRange> trustedProxies;
  bool allowPrivate = false;                  ///< webhooks may point at private and loopback addresses
  std::optional<int> keepDays;                ///< instead of the stored setting (model::StorageRules)
  std::optional<std::uint64_t> maxDiskBytes;  ///< the same
  base::Log log;

  static constexpr int kPortsTried = 10;
};

/// A whole delivery core: store, engine, intake, API and its HTTP server, in one object. Thread: open and close from one; the
/// rest any.
class Core {
 public:
  /// Opens the data folder, takes it over, starts sending and listening. Errors name the thing and the remedy: kInUse (folder owned: the
  /// message names the owner's address and pid; or port taken), kIo, kNewerVersion, kCorrupt, kLocked, kInvalid. A key that is out of reach
  /// though there are secrets is no error: then what waits is held (delivery.md §5).
  static base::Result<std::unique_ptr<Core>> open(CoreOptions options);

  Core() = default;
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;
  /// As close(0).
  virtual ~Core() = default;

  /// The door, from inside the process: only enqueues; the Router runs on the API thread, as for a socket.
  virtual void call(api::Request request, base::Completion<api::Response> done) = 0;
  /// The live stream, from inside the process: every notice from now on, on a thread of the core. The listener only posts.
  [[nodiscard]] virtual api::Subscription listen(std::function<void(const api::Notice&)> listener) = 0;
  /// "http://127.0.0.1:8787"; empty: it does not listen.
  virtual std::string url() const = 0;
  /// The port really listened on.
  virtual std::uint16_t port() const = 0;
  virtual std::filesystem::path adminTokenFile() const = 0;

  /// Reads tlsCertFile and tlsKeyFile again, for connections from now on, and tells those who read owner.json. Without them nothing is to
  /// be done. Blocks on the disk. Errors: kInvalid (the message names the file; the former certificate stays), those of owner.json's file.
  virtual base::Status reloadCertificate() = 0;

  /// Graceful stop (delivery.md §1.8): intake refuses, no new claims, up to `grace` for what is in flight, flush, checkpoint, lock
  /// released. Blocks.
  virtual void close(base::Millis grace) = 0;
  /// Ends the wait of close, never its flush. Thread: any.
  virtual void hurry() = 0;
};

/// What owner.json of a data folder says while a core owns it (0600).
struct Owner {
  std::string url;  ///< empty: it does not listen
  std::int64_t pid = 0;
  std::string token;    ///< an admin token for the owner's own user
  std::string host;     ///< of --public-url: the name that its certificate was issued for; empty: that of `url`
  std::string tlsCert;  ///< the certificate chain that it serves now, PEM; empty: plain http
};

/// The living owner of a data folder, or nothing. A file that a dead owner left behind is not an owner. Errors: kCorrupt.
base::Result<std::optional<Owner>> findOwner(const std::filesystem::path& dataFolder);

}  // namespace hookline::core_api
