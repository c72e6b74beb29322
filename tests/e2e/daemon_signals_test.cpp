// What SIGHUP means to a real daemon.
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>

#include "core_api/core.h"
#include "support/daemon.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/test_certificates.h"

namespace hookline {
namespace {

using support::Program;
using support::TempFolder;
using Words = std::vector<std::string>;

const std::filesystem::path kBinary = HOOKLINE_DAEMON_BINARY;

/// A daemon over TLS whose authority only its own clients know.
class DaemonDone3 : public ::testing::Test {
 protected:
  DaemonDone3() { issue(); }

  void issue() {
    const auto identity = authority_.issue({.subjectAltName = "DNS:hooks.example.test"});
    write("cert.pem", identity.certPem);
    write("key.pem", identity.keyPem);
    cert_ = identity.certPem;
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name, std::ios::binary) << text; }
  Words folderOptions() const {
    return {"--data-dir", (folder_ / "data").string(), "--master-key-file", (folder_ / "master.key").string()};
  }
  Words serve() const {
    Words words = {"serve",
                   "--listen",
                   "127.0.0.1:0",
                   "--tls-cert",
                   (folder_ / "cert.pem").string(),
                   "--tls-key",
                   (folder_ / "key.pem").string(),
                   "--public-url",
                   "https://hooks.example.test"};
    for (auto& word : folderOptions()) words.push_back(std::move(word));
    return words;
  }
  std::string served() const {
    const auto owner = core_api::findOwner(folder_ / "data");
    return owner && *owner ? (*owner)->tlsCert : std::string();
  }
  /// Whether the command line reaches the daemon and trusts it.
  void expectTrusted() const {
    Words words = {"token", "list"};
    for (auto& word : folderOptions()) words.push_back(std::move(word));
    const auto list = support::run(kBinary, words);
    EXPECT_EQ(list.exitCode, 0) << list.err;
  }

  TempFolder folder_;
  testing::TestAuthority authority_{"Somebody's own"};
  std::string cert_;
};

TEST_F(DaemonDone3, AHangUpReadsTheCertificateAgainAndItsOwnersReadersTrustIt) {
  Program daemon(kBinary, serve());
  ASSERT_TRUE(daemon.readLine().starts_with("hooklined listening on https://"));
  const auto first = cert_;
  EXPECT_EQ(served(), first);
  issue();
  expectTrusted();
  daemon.send(SIGHUP);
  ASSERT_TRUE(daemon.waitForErr("new connections get what the TLS files hold now"));
  EXPECT_NE(cert_, first);
  EXPECT_EQ(served(), cert_);
  expectTrusted();
  daemon.send(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0);
}

TEST_F(DaemonDone3, ABrokenCertificateIsAnErrorInTheLogAndTheOldOneStays) {
  Program daemon(kBinary, serve());
  ASSERT_TRUE(daemon.readLine().starts_with("hooklined listening on https://"));
  write("cert.pem", "half a certifi");
  daemon.send(SIGHUP);
  ASSERT_TRUE(daemon.waitForErr("the TLS certificate was not read again"));
  ASSERT_TRUE(daemon.waitForErr("cert.pem"));
  EXPECT_EQ(served(), cert_);
  expectTrusted();
  daemon.send(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0);
}

TEST_F(DaemonDone3, WithoutTlsAHangUpStopsNothing) {
  support::Daemon daemon({kBinary, folder_.path(), {}});
  ASSERT_TRUE(daemon.running());
  daemon.program().send(SIGHUP);
  ASSERT_TRUE(daemon.program().waitForErr("there is no TLS certificate to read again"));
  EXPECT_EQ(daemon.ask("GET", "/api/version").value("version", ""), "0.1.0");
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(DaemonDone3, ADaemonWhoseTerminalIsClosedStops) {
  auto words = serve();
  words.insert(words.begin(), kBinary.string());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int terminal = -1;
  const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  ASSERT_GE(pid, 0);
  if (pid == 0) {
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  std::string shown;
  std::array<char, 4096> bytes{};
  while (shown.find("ready") == std::string::npos) {
    const auto got = ::read(terminal, bytes.data(), bytes.size());
    ASSERT_GT(got, 0) << shown;
    shown.append(bytes.data(), static_cast<std::size_t>(got));
  }
  ::close(terminal);
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

}  // namespace
}  // namespace hookline
