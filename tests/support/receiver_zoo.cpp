#include "support/receiver_zoo.h"

#include <chrono>
#include <utility>

#include "support/gzip_bomb.h"
#include "support/test_certificates.h"

namespace hookline::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using Script = RawReceiver::Script;
using Wire = ZooRow::Wire;
using std::chrono::milliseconds;

constexpr std::size_t kKept = 64 * 1024;
constexpr char kHead[] = "HTTP/1.1 200 OK\r\n";
constexpr char kChunked[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Reads the request, says it and closes.
Script says(std::string bytes) {
  return [bytes = std::move(bytes)](RawPeer& peer) {
    if (!peer.readRequest().empty()) peer.write(bytes);
  };
}

/// Reads the request, says it and leaves the rest to the sender's patience.
Script saysAndStays(std::string bytes) {
  return [bytes = std::move(bytes)](RawPeer& peer) {
    if (!peer.readRequest().empty() && peer.write(bytes)) peer.waitForClose();
  };
}

Script saysAndResets(std::string bytes) {
  return [bytes = std::move(bytes)](RawPeer& peer) {
    if (!peer.readRequest().empty()) peer.write(bytes);
    peer.reset();
  };
}

/// Says `start`, then `again` for as long as somebody listens.
Script floods(std::string start, std::string again) {
  return [start = std::move(start), again = std::move(again)](RawPeer& peer) {
    if (peer.readRequest().empty() || !peer.write(start)) return;
    while (peer.write(again)) {
    }
  };
}

/// Says `start` at once and then a byte of `rest` a second, over and over.
Script drips(std::string start, std::string rest) {
  return [start = std::move(start), rest = std::move(rest)](RawPeer& peer) {
    if (peer.readRequest().empty() || (!start.empty() && !peer.write(start))) return;
    for (std::size_t i = 0; peer.write(rest.substr(i % rest.size(), 1)) && peer.pause(milliseconds(1000)); ++i) {
    }
  };
}

/// What a connection's first request is answered with, and what happens to it after that. Later connections answer `later`.
Script onceThen(std::string first, Script then, int later) {
  return [first = std::move(first), then = std::move(then), later](RawPeer& peer) {
    if (peer.readRequest().empty()) return;
    if (peer.number() > 1) {
      peer.write(httpAnswer(later, "second"));
      return;
    }
    peer.write(first);
    then(peer);
  };
}

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::string numberedHeaders(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += "X-" + std::to_string(i) + ": y\r\n";
  return all;
}

std::string gzipAnswer(const std::string& header) {
  const auto bomb = gzipBomb();
  return kHead + header + "Content-Length: " + std::to_string(bomb.size()) + "\r\n\r\n" + bomb;
}

std::string chunkedGzipAnswer() {
  const auto bomb = gzipBomb();
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", bomb.size());
  return std::string(kHead) + "Transfer-Encoding: gzip, chunked\r\n\r\n" + size + bomb + "\r\n0\r\n\r\n";
}

// ---- the rows, by what they break

ZooRow answered(std::string name, Script script, std::size_t kept, int status = 200) {
  return {.name = std::move(name),
          .script = std::move(script),
          .verdict = Verdict::kDelivered,
          .errorClass = ErrorClass::kNone,
          .maybeDelivered = false,
          .status = status,
          .keptAtMost = kept};
}

ZooRow broken(std::string name, Script script) { return {.name = std::move(name), .script = std::move(script)}; }

ZooRow brokenAfterHead(std::string name, Script script, std::size_t kept) {
  return {.name = std::move(name), .script = std::move(script), .status = 200, .keptAtMost = kept};
}

ZooRow cutOff(std::string name, Script script, std::optional<int> status = {}, std::size_t kept = 0) {
  return {.name = std::move(name), .script = std::move(script), .errorClass = ErrorClass::kReset, .status = status, .keptAtMost = kept};
}

ZooRow tooSlow(std::string name, Script script, std::optional<int> status = {}, std::size_t kept = 0) {
  return {.name = std::move(name),
          .script = std::move(script),
          .errorClass = ErrorClass::kTimeout,
          .status = status,
          .keptAtMost = kept,
          .waits = true};
}

ZooRow neverSent(std::string name, Wire wire, ErrorClass errorClass, Script script = answerOk) {
  return {.name = std::move(name), .script = std::move(script), .errorClass = errorClass, .maybeDelivered = false, .wire = wire};
}

ZooRow failed(std::string name, Script script, ErrorClass errorClass, int status, std::size_t kept) {
  return {.name = std::move(name),
          .script = std::move(script),
          .errorClass = errorClass,
          .maybeDelivered = false,
          .status = status,
          .keptAtMost = kept};
}

void addConnections(std::vector<ZooRow>& rows) {
  auto slow = neverSent("says nothing in the TLS handshake", Wire::kRawTls, ErrorClass::kConnectTimeout,
                        [](RawPeer& peer) { peer.waitForClose(); });
  slow.waits = true;
  rows.push_back(std::move(slow));
  rows.push_back(neverSent("resets before TLS", Wire::kRawTls, ErrorClass::kReset, [](RawPeer& peer) { peer.reset(); }));
  rows.push_back(neverSent("resets in the TLS handshake", Wire::kRawTls, ErrorClass::kReset, [](RawPeer& peer) {
    peer.readSome();
    peer.reset();
  }));
  rows.push_back(neverSent("closes in the TLS handshake", Wire::kRawTls, ErrorClass::kTls, [](RawPeer& peer) { peer.readSome(); }));
  rows.push_back(neverSent("speaks plain http on the https port", Wire::kRawTls, ErrorClass::kTls, [](RawPeer& peer) {
    peer.readSome();
    peer.write(httpAnswer(400, "plain"));
    peer.waitForClose();
  }));
  rows.push_back(neverSent("TLS 1.0 alone", Wire::kOldTls, ErrorClass::kTls));
  rows.push_back(neverSent("a certificate that expired", Wire::kExpired, ErrorClass::kCertificateExpired));
  rows.push_back(neverSent("a certificate of another host", Wire::kWrongHost, ErrorClass::kCertificateWrongHost));
  rows.push_back(neverSent("a certificate that it signed itself", Wire::kSelfSigned, ErrorClass::kCertificateUntrusted));
  rows.push_back(cutOff("resets after the request", saysAndResets("")));
  rows.push_back(cutOff("closes after the request", says("")));
  rows.push_back(cutOff("resets in the head", saysAndResets("HTTP/1.1 200 OK\r\nX: y")));
  rows.push_back(cutOff("resets in the body", saysAndResets("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"), 200, 3));
  rows.push_back(brokenAfterHead("closes in the body", says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"), 3));
  rows.push_back(cutOff("closes its half and listens on", [](RawPeer& peer) {
    peer.readRequest();
    peer.halfClose();
    peer.waitForClose();
  }));
  auto inTls = cutOff("resets in TLS after the request", saysAndResets(""));
  inTls.wire = Wire::kTls;
  rows.push_back(std::move(inTls));
}

void addTime(std::vector<ZooRow>& rows) {
  rows.push_back(tooSlow("never answers", saysAndStays("")));
  rows.push_back(tooSlow("a byte a second of its head", drips("", "HTTP/1.1 200 OK\r\n\r\n")));
  rows.push_back(tooSlow("a byte a second of its body", drips("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "x"), 200, 64));
  rows.push_back(tooSlow("a chunk that never comes", saysAndStays(std::string(kChunked) + "3\r\nabc\r\n"), 200, 3));
  rows.push_back(tooSlow("a body shorter than it said", saysAndStays("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"), 200, 3));
}

void addFloods(std::vector<ZooRow>& rows) {
  const std::string block(16 * 1024, 'x');
  rows.push_back(answered("a body without end, in chunks", floods(kChunked, "4000\r\n" + block + "\r\n"), kKept));
  rows.push_back(answered("a body without end, to the close", floods("HTTP/1.1 200 OK\r\n\r\n", block), kKept));
  rows.push_back(answered("a body of a terabyte", floods("HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n", block), kKept));
  rows.push_back(broken("more headers than anybody needs", floods(kHead, "X: y\r\n")));
  rows.push_back(broken("101 headers", says(kHead + numberedHeaders(101) + "Content-Length: 0\r\n\r\n")));
  rows.push_back(broken("a head without end", floods(kHead, "A: " + std::string(4000, 'b') + "\r\n")));
  rows.push_back(broken("a header without end", floods(std::string(kHead) + "A: ", block)));
  rows.push_back(
      broken("a status text of 100 KiB", says("HTTP/1.1 200 " + std::string(100 * 1024, 'y') + "\r\nContent-Length: 0\r\n\r\n")));
  rows.push_back(broken("1xx for ever", floods("", "HTTP/1.1 102 Processing\r\n\r\n")));
  rows.push_back(brokenAfterHead("trailers without end",
                                 floods(std::string(kChunked) + "3\r\nabc\r\n0\r\n", "T: " + std::string(4000, 't') + "\r\n"), 3));
  rows.push_back(answered("a gzip bomb", says(gzipAnswer("Content-Encoding: gzip\r\n")), gzipBomb().size()));
  rows.push_back(answered("a gzip bomb in its transfer coding", says(chunkedGzipAnswer()), gzipBomb().size()));
}

void addFraming(std::vector<ZooRow>& rows) {
  rows.push_back(brokenAfterHead("a chunk size that is no number", says(std::string(kChunked) + "xyz\r\nabc\r\n"), 0));
  rows.push_back(brokenAfterHead("a chunk size below zero", says(std::string(kChunked) + "-3\r\nabc\r\n"), 0));
  rows.push_back(brokenAfterHead("a chunk size beyond any number", says(std::string(kChunked) + "ffffffffffffffffff\r\nabc\r\n"), 0));
  rows.push_back(brokenAfterHead("a chunk longer than it said", says(std::string(kChunked) + "3\r\nabcde\r\n0\r\n\r\n"), 3));
  rows.push_back(broken("a Content-Length below zero", says(std::string(kHead) + "Content-Length: -5\r\n\r\nabcde")));
  rows.push_back(broken("a Content-Length that is no number", says(std::string(kHead) + "Content-Length: five\r\n\r\nabcde")));
  rows.push_back(broken("two Content-Lengths", says(std::string(kHead) + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde")));
  rows.push_back(answered("Content-Length beside chunks",
                          says(std::string(kHead) + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), 3));
  rows.push_back(broken("two status lines", says("HTTP/1.1 200 OK\r\nHTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")));
  rows.push_back(answered("a header in two lines", says(std::string(kHead) + "X: a\r\n  b\r\nContent-Length: 2\r\n\r\nok"), 2));
  rows.push_back(answered("line ends without CR", says("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"), 2));
  rows.push_back(broken("a NUL in its head", says(std::string(kHead) + std::string("X: a\0b\r\n", 8) + "Content-Length: 0\r\n\r\n")));
  rows.push_back(answered("NULs in its body", says(std::string(kHead) + "Content-Length: 4\r\n\r\n" + std::string(4, '\0')), 4));
  rows.push_back(answered("204 with a body", says("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"), 0, 204));
  rows.push_back(answered("more after its body", says(httpAnswer(200, "ok") + times(1000, "garbage ")), 2));
  rows.push_back(answered("200, and then a reset", saysAndResets(httpAnswer(200, "ok")), 2));
  rows.push_back(answered("no reason and no length", says("HTTP/1.1 200\r\n\r\nok"), 2));
}

void addProtocols(std::vector<ZooRow>& rows) {
  const auto greets = [](std::string banner) {
    return [banner = std::move(banner)](RawPeer& peer) {
      peer.write(banner);
      peer.waitForClose();
    };
  };
  rows.push_back(broken("an SSH server", greets("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")));
  rows.push_back(broken("a mail server", greets("220 mail.example ESMTP ready\r\n")));
  rows.push_back(broken("HTTP/0.9", says("<html>hello</html>\n")));
  rows.push_back(broken("HTTP/2 without being asked", says(std::string("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64", 15))));
  rows.push_back(broken("a version of HTTP that does not exist", says("HTTP/7.3 200 OK\r\nContent-Length: 0\r\n\r\n")));
  rows.push_back(ZooRow{.name = "http in lower case", .script = says("http/1.1 200 ok\r\ncontent-length: 2\r\n\r\nok"), .keptAtMost = 2});
  rows.push_back(broken("101 without being asked", saysAndStays("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")));
  rows.push_back(broken("status 000", says("HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n")));
  rows.push_back(broken("a status that is no number", says("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n")));
  rows.push_back(failed("status 999", says("HTTP/1.1 999 No\r\nContent-Length: 2\r\n\r\nno"), ErrorClass::kServerError, 999, 2));
  rows.push_back(failed("a redirect to itself", says("HTTP/1.1 302 Found\r\nLocation: /hook\r\nContent-Length: 0\r\n\r\n"),
                        ErrorClass::kRedirect, 302, 0));
  rows.push_back(failed("a redirect to the cloud's metadata",
                        says("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n"),
                        ErrorClass::kRedirect, 307, 0));
  rows.push_back(answered(
      "an answer before the request",
      [](RawPeer& peer) {
        peer.write(httpAnswer(200, "early"));
        peer.waitForClose();
      },
      5));
}

void addKeptConnections(std::vector<ZooRow>& rows) {
  ZooRow stale{.name = "closes a kept connection when it is used again",
               .script = onceThen(
                   httpAnswer(200, "first"), [](RawPeer& peer) { peer.readRequest(); }, 200),
               .verdict = Verdict::kOurs,
               .errorClass = ErrorClass::kInterrupted,
               .maybeDelivered = false,
               .onSecond = true};
  rows.push_back(std::move(stale));
  auto twice = failed("answers twice",
                      onceThen(
                          httpAnswer(200, "first") + httpAnswer(200, "once more"), [](RawPeer& peer) { peer.waitForClose(); }, 500),
                      ErrorClass::kServerError, 500, 6);
  twice.onSecond = true;
  rows.push_back(std::move(twice));
  auto cookies = answered(
      "sets cookies",
      [](RawPeer& peer) {
        // One that comes back is a fault of ours.
        for (auto request = peer.readRequest(); !request.empty(); request = peer.readRequest()) {
          const bool carried = request.find("Cookie:") != std::string::npos || request.find("cookie:") != std::string::npos;
          peer.write(httpAnswer(carried ? 400 : 200, "ok", "Set-Cookie: id=1; Path=/\r\n"));
        }
      },
      2);
  cookies.onSecond = true;
  rows.push_back(std::move(cookies));
}

}  // namespace

std::vector<ZooRow> zooRows() {
  std::vector<ZooRow> rows;
  addConnections(rows);
  addTime(rows);
  addFloods(rows);
  addFraming(rows);
  addProtocols(rows);
  addKeptConnections(rows);
  return rows;
}

struct Zoo::Certificates {
  TestAuthority believed{"Zoo authority"};
  TestAuthority stranger{"Nobody's authority"};

  TlsIdentity identityFor(Wire wire) const {
    TestAuthority::Certificate wanted;
    switch (wire) {
      case Wire::kPlain:
      case Wire::kRawTls:
        return {};
      case Wire::kSelfSigned:
        return stranger.itself();
      case Wire::kExpired:
        wanted.validToSeconds = -60;
        break;
      case Wire::kWrongHost:
        wanted.subjectAltName = "DNS:other.example";
        break;
      case Wire::kTls:
      case Wire::kOldTls:
        break;
    }
    return believed.issue(wanted);
  }
};

Zoo::Zoo() : certificates_(std::make_unique<Certificates>()) {
  for (auto& row : zooRows()) {
    RawReceiver::Options options{.tls = certificates_->identityFor(row.wire), .oldTls = row.wire == Wire::kOldTls};
    auto receiver = std::make_unique<RawReceiver>(std::move(options), row.script);
    auto url = receiver->url();
    if (row.wire == Wire::kRawTls) url.replace(0, 4, "https");
    residents_.push_back({std::move(row), std::move(receiver), std::move(url)});
  }
}

Zoo::~Zoo() = default;

std::string Zoo::authorityPem() const { return certificates_->believed.pem(); }

}  // namespace hookline::testing
