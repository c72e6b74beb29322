#include <chrono>
#include <string>

#include "crypto/self_signed.h"
#include "hooklined/option_readers.h"
#include "hooklined/subcommands.h"
#include "platform/app_paths.h"
#include "platform/path_text.h"
#include "platform/private_file.h"
#include "platform/signals.h"
#include "sandbox/sandbox.h"

namespace hookline::hooklined {
namespace {

constexpr std::size_t kMaxCertificateBytes = 64 * 1024;
/// A kept certificate that ends sooner is made anew.
constexpr std::chrono::hours kStillGoodFor{24};

base::Result<sandbox::SandboxOptions> standInOptions(const OptionValues& values) {
  sandbox::SandboxOptions options;
  if (const Given* listen = values.find("listen")) {
    auto address = readListen(*listen);
    if (!address) return base::fail(address.error());
    options.host = std::move(address->host);
    options.port = address->port;
  }
  const Given* secure = values.find("tls-listen");
  const Given* certificate = values.find("tls-cert");
  const Given* key = values.find("tls-key");
  if (!secure && !certificate && !key) return options;
  if (!secure || !certificate != !key)
    return base::fail(
        base::Errc::kInvalid,
        "--tls-cert and --tls-key go together, and with --tls-listen: give all three, or --tls-listen alone for a certificate "
        "of their own.");
  auto address = readListen(*secure);
  if (!address) return base::fail(address.error());
  options.tlsHost = std::move(address->host);
  options.tlsPort = address->port;
  if (certificate) {
    options.tlsCertFile = certificate->text;
    options.tlsKeyFile = key->text;
  }
  return options;
}

/// A certificate of the stand-ins' own, made once and kept, so that clients have to be told of it only once.
base::Status makeOwnCertificate(sandbox::SandboxOptions& options, base::WallTime now) {
  const auto paths = platform::appPaths();
  if (!paths) return base::fail(paths.error());
  const auto folder = paths->dataFolder / "stand-ins";
  const auto certificate = folder / "certificate.pem";
  const auto key = folder / "key.pem";
  options.tlsCertFile = platform::utf8Text(certificate);
  options.tlsKeyFile = platform::utf8Text(key);
  const auto kept = platform::readFile(certificate, kMaxCertificateBytes);
  if (kept && platform::readFile(key, kMaxCertificateBytes) && crypto::isGoodAt(*kept, now + kStillGoodFor)) return {};
  if (auto made = platform::makePrivateFolder(folder, "Give a certificate with --tls-cert and --tls-key, or change its owner."); !made)
    return made;
  const auto own = crypto::makeSelfSigned("Hookline stand-ins", now);
  if (auto written = platform::writePrivateFile(key, own.keyPem); !written) return written;
  return platform::writePrivateFile(certificate, own.certificatePem);
}

}  // namespace

int sandboxServices(const OptionValues& values, const Console& console) {
  auto options = standInOptions(values);
  if (!options) return usageFailure(console, options.error());
  auto signal = platform::ShutdownSignal::install();
  if (!signal) return failure(console, signal.error());
  options->log = stderrLog(base::Log::Level::kWarning);
  const base::SystemClock clock;
  const bool own = !options->tlsHost.empty() && options->tlsCertFile.empty();
  if (own)
    if (auto made = makeOwnCertificate(*options, clock.now().wall); !made) return failure(console, made.error());
  const auto certificate = options->tlsCertFile;
  auto standIns = sandbox::Sandbox::start(std::move(*options), clock);
  if (!standIns) return failure(console, standIns.error());
  console.out << "hooklined sandbox listening on " << (*standIns)->url();
  if (const auto secure = (*standIns)->tlsUrl(); !secure.empty()) console.out << " and " << secure;
  console.out << std::endl;
  if (own)
    console.err << "Their certificate is " << certificate << ": clients must be told to trust it (curl --cacert, NODE_EXTRA_CA_CERTS)."
                << std::endl;
  (*signal)->waitFor(1);
  (*standIns)->stop();
  return kExitDone;
}

}  // namespace hookline::hooklined
