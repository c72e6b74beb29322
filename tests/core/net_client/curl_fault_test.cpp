#include "net/curl_fault.h"

#include <curl/curl.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace hookline::net::internal {
namespace {

using model::NetFault;

NetFault handshakeFault(std::string_view text) {
  ExchangeFacts facts;
  facts.code = CURLE_SSL_CONNECT_ERROR;
  facts.osError = ECONNRESET;
  facts.text = text;
  facts.https = facts.connected = true;
  return judgeExchange(facts).fault;
}

TEST(CurlFault, AResetInTheHandshakeIsAReset) {
  EXPECT_EQ(handshakeFault("Recv failure: Connection reset by peer"), NetFault::kResetBeforeWrite);
  EXPECT_EQ(handshakeFault("OpenSSL SSL_connect: Connection reset by peer in connection to 127.0.0.1:8443 "), NetFault::kResetBeforeWrite);
}

// The connection is cleaned up before libcurl tells, and a reset in that is the last error that the system has.
TEST(CurlFault, AResetInTheCleanUpIsNotWhatEndedTheHandshake) {
  EXPECT_EQ(handshakeFault("OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number"), NetFault::kTlsOther);
  EXPECT_EQ(handshakeFault("OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to 127.0.0.1:8443 "), NetFault::kTlsOther);
}

}  // namespace
}  // namespace hookline::net::internal
