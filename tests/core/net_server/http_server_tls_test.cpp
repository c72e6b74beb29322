#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <fstream>

#include "core/net_server/server_fixture.h"
#include "support/temp_folder.h"
#include "support/test_certificates.h"

namespace hookline::net {
namespace {

namespace asio = boost::asio;
using support::TempFolder;

/// A blocking TLS client that trusts one authority and checks the name it speaks to.
class TlsClient {
 public:
  TlsClient(std::uint16_t port, const std::string& authorityPem, int newestVersion = TLS1_3_VERSION) {
    context_.add_certificate_authority(asio::buffer(authorityPem));
    context_.set_verify_mode(asio::ssl::verify_peer);
    SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_VERSION);
    SSL_CTX_set_security_level(context_.native_handle(), 0);
    SSL_CTX_set_max_proto_version(context_.native_handle(), newestVersion);
    stream_.emplace(io_, context_);
    stream_->lowest_layer().connect({asio::ip::make_address("127.0.0.1"), port});
    stream_->handshake(asio::ssl::stream_base::client, error_);
  }

  bool connected() const { return !error_; }
  /// Of the certificate that the server showed: PEM.
  std::string shown() {
    const std::unique_ptr<X509, void (*)(X509*)> cert(SSL_get1_peer_certificate(stream_->native_handle()), &X509_free);
    const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(bio.get(), cert.get());
    char* text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(size)};
  }
  std::string version() { return SSL_get_version(stream_->native_handle()); }
  void send(std::string_view bytes) { asio::write(*stream_, asio::buffer(bytes.data(), bytes.size()), error_); }
  /// Until the other end says goodbye; `clean` tells whether it did so in TLS, not only by closing.
  std::string readAll(bool& clean) {
    std::string all;
    std::array<char, 16384> bytes;
    boost::system::error_code ec;
    while (!ec) all.append(bytes.data(), stream_->read_some(asio::buffer(bytes), ec));
    clean = ec == asio::error::eof;
    return all;
  }

 private:
  asio::io_context io_;
  asio::ssl::context context_{asio::ssl::context::tls_client};
  std::optional<asio::ssl::stream<asio::ip::tcp::socket>> stream_;
  boost::system::error_code error_;
};

/// A certificate for 127.0.0.1 in two files.
struct Identity {
  Identity() {
    const auto issued = authority.issue();
    write("cert.pem", issued.certPem);
    write("key.pem", issued.keyPem);
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name, std::ios::binary) << text; }
  HttpServerOptions options() const {
    HttpServerOptions options;
    options.tlsCertFile = (folder / "cert.pem").string();
    options.tlsKeyFile = (folder / "key.pem").string();
    return options;
  }
  TempFolder folder;
  testing::TestAuthority authority{"Test authority"};
};

void serveSecurely(ServerRequest request, base::Completion<ServerResponse> done) {
  EXPECT_TRUE(request.secure);
  echo(std::move(request), std::move(done));
}

TEST(HttpServerTls, AnswersKeptAndLastRequestsAndSaysGoodbye) {
  const Identity identity;
  auto server = startServer(identity.options(), serveSecurely);
  ASSERT_TRUE(server);
  EXPECT_EQ(server->url(), "https://127.0.0.1:" + std::to_string(server->port()));
  TlsClient client(server->port(), identity.authority.pem());
  ASSERT_TRUE(client.connected());
  client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  bool clean = false;
  const auto answers = client.readAll(clean);
  EXPECT_NE(answers.find("GET /1 "), std::string::npos);
  EXPECT_TRUE(answers.ends_with("GET /2 "));
  EXPECT_TRUE(clean);
}

TEST(HttpServerTls, CarriesLargeBodiesBothWays) {
  const Identity identity;
  auto server = startServer(identity.options(), serveSecurely);
  ASSERT_TRUE(server);
  TlsClient client(server->port(), identity.authority.pem());
  ASSERT_TRUE(client.connected());
  const std::string body(1024 * 1024, 'b');
  client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1048576\r\n\r\n" + body);
  bool clean = false;
  EXPECT_TRUE(client.readAll(clean).ends_with("\r\n\r\nPOST / " + body));
}

TEST(HttpServerTls, RefusesVersionsBefore12) {
  const Identity identity;
  auto server = startServer(identity.options(), serveSecurely);
  ASSERT_TRUE(server);
  EXPECT_FALSE(TlsClient(server->port(), identity.authority.pem(), TLS1_1_VERSION).connected());
  TlsClient older(server->port(), identity.authority.pem(), TLS1_2_VERSION);
  ASSERT_TRUE(older.connected());
  EXPECT_EQ(older.version(), "TLSv1.2");
  TlsClient newer(server->port(), identity.authority.pem());
  ASSERT_TRUE(newer.connected());
  EXPECT_EQ(newer.version(), "TLSv1.3");
}

TEST(HttpServerTls, ShowsARefusalToAClientThatIsStillSending) {
  const Identity identity;
  auto server = startServer(identity.options(), serveSecurely);
  ASSERT_TRUE(server);
  TlsClient client(server->port(), identity.authority.pem());
  ASSERT_TRUE(client.connected());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4194304\r\n\r\n");
  client.send(std::string(4194304, 'a'));
  bool clean = false;
  EXPECT_TRUE(client.readAll(clean).starts_with("HTTP/1.1 413 "));
}

TEST(HttpServerTls, StreamsAndEndsAStream) {
  const Identity identity;
  Handover<std::shared_ptr<ResponseStream>> streams;
  auto server = startServer(identity.options(), [&](ServerRequest, base::Completion<ServerResponse> done) {
    ServerResponse response;
    response.stream = [&](std::shared_ptr<ResponseStream> stream) { streams.give(std::move(stream)); };
    std::move(done)(std::move(response));
  });
  ASSERT_TRUE(server);
  TlsClient client(server->port(), identity.authority.pem());
  ASSERT_TRUE(client.connected());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  auto stream = streams.wait();
  ASSERT_TRUE(stream);
  (*stream)->write(std::string(100000, 'x'));
  stream->reset();
  bool clean = false;
  EXPECT_TRUE(client.readAll(clean).ends_with("x\r\n0\r\n\r\n"));
  EXPECT_TRUE(clean);
}

TEST(HttpServerTls, ClosesAHandshakeThatNeverBegins) {
  const Identity identity;
  auto options = identity.options();
  options.headerTimeout = base::Millis{100};
  auto server = startServer(options, serveSecurely);
  ASSERT_TRUE(server);
  support::RawClient client(server->port());
  EXPECT_NE(client.readEnd(), support::RawClient::End::kStillOpen);
}

TEST(HttpServerTls, ClosesOnPlainHttp) {
  const Identity identity;
  auto server = startServer(identity.options(), serveSecurely);
  ASSERT_TRUE(server);
  support::RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.readEnd(), support::RawClient::End::kStillOpen);
}

TEST(DaemonDone3Server, NewConnectionsGetTheNewChainAndOldOnesLiveOn) {
  const Identity identity;
  auto server = startServer(identity.options(), serveSecurely);
  ASSERT_TRUE(server);
  TlsClient old(server->port(), identity.authority.pem());
  ASSERT_TRUE(old.connected());
  const auto before = old.shown();
  EXPECT_EQ(server->certificatePem(), before);

  const auto next = identity.authority.issue();
  identity.write("cert.pem", next.certPem + identity.authority.pem());
  identity.write("key.pem", next.keyPem);
  ASSERT_TRUE(server->reloadTls());
  TlsClient fresh(server->port(), identity.authority.pem());
  ASSERT_TRUE(fresh.connected());
  EXPECT_EQ(fresh.shown(), next.certPem);
  EXPECT_NE(fresh.shown(), before);
  EXPECT_EQ(server->certificatePem(), next.certPem + identity.authority.pem());
  old.send("GET /old HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  bool clean = false;
  EXPECT_TRUE(old.readAll(clean).ends_with("GET /old "));
  EXPECT_TRUE(clean);
}

TEST(DaemonDone3Server, FilesThatCannotBeUsedAreNamedAndTheOldChainStays) {
  const Identity identity;
  auto server = startServer(identity.options(), serveSecurely);
  ASSERT_TRUE(server);
  const auto before = server->certificatePem();
  const auto stays = [&](const std::string& named) {
    const auto refused = server->reloadTls();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::Errc::kInvalid);
    EXPECT_NE(refused.error().message.find(named), std::string::npos) << refused.error().message;
    TlsClient client(server->port(), identity.authority.pem());
    ASSERT_TRUE(client.connected());
    EXPECT_EQ(client.shown(), before);
    EXPECT_EQ(server->certificatePem(), before);
  };
  identity.write("key.pem", identity.authority.issue().keyPem);
  stays("key.pem does not belong to the certificate in ");
  identity.write("cert.pem", "half a certifi");
  stays("cert.pem");
  std::filesystem::remove(identity.folder / "cert.pem");
  stays("cert.pem");
}

TEST(DaemonDone3Server, PlainHttpHasNothingToReadAgain) {
  auto server = startServer({}, echo);
  ASSERT_TRUE(server);
  EXPECT_FALSE(server->reloadTls());
  EXPECT_EQ(server->certificatePem(), "");
}

void expectInvalid(const HttpServerOptions& options, const std::string& part) {
  const auto started = HttpServer::start(options, echo, base::Log());
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, base::Errc::kInvalid);
  EXPECT_NE(started.error().message.find(part), std::string::npos) << started.error().message;
}

TEST(HttpServerTls, NamesTheFileThatCannotBeUsed) {
  const Identity identity;
  auto options = identity.options();
  options.tlsCertFile = (identity.folder / "missing.pem").string();
  expectInvalid(options, "missing.pem");
  options = identity.options();
  identity.write("broken.pem", "not PEM");
  options.tlsKeyFile = (identity.folder / "broken.pem").string();
  expectInvalid(options, "broken.pem");
  options = identity.options();
  identity.write("other.pem", identity.authority.issue().keyPem);
  options.tlsKeyFile = (identity.folder / "other.pem").string();
  expectInvalid(options, "other.pem");
  options = identity.options();
  options.tlsKeyFile.clear();
  expectInvalid(options, "key file");
}

}  // namespace
}  // namespace hookline::net
