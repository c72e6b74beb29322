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

NetFault faultOf(CURLcode code, long osError) {
  ExchangeFacts facts;
  facts.code = code;
  facts.osError = osError;
  return judgeExchange(facts).fault;
}

// What is ours costs no receiver a try: a laptop without a network, or a process without descriptors, must not use budgets up.
TEST(EngineDone1CurlFault, WhatIsOursIsNotBlamedOnTheReceiver) {
  for (const long error : {ENETUNREACH, ENETDOWN, EADDRNOTAVAIL, EAFNOSUPPORT})
    EXPECT_EQ(faultOf(CURLE_COULDNT_CONNECT, error), NetFault::kNoRoute) << error;
  for (const long error : {EMFILE, ENFILE}) EXPECT_EQ(faultOf(CURLE_COULDNT_CONNECT, error), NetFault::kInternal) << error;
  for (const long error : {ECONNREFUSED, EHOSTUNREACH}) EXPECT_EQ(faultOf(CURLE_COULDNT_CONNECT, error), NetFault::kRefused) << error;
  EXPECT_EQ(faultOf(CURLE_COULDNT_CONNECT, ETIMEDOUT), NetFault::kConnectTimeout);
  EXPECT_EQ(faultOf(CURLE_COULDNT_CONNECT, ECONNRESET), NetFault::kResetBeforeWrite);
}

// A receiver may act on the part that it has; only what never left is surely not delivered.
TEST(EngineDone1CurlFault, ARequestThatWasCutOffWithinItsBodyMayBeDelivered) {
  for (const auto code : {CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING}) {
    ExchangeFacts facts;
    facts.code = code;
    facts.osError = ECONNRESET;
    facts.connected = facts.ready = facts.written = true;
    EXPECT_EQ(judgeExchange(facts).fault, NetFault::kResetAfterWrite) << code;
    EXPECT_EQ(reachedPhase(facts), model::Phase::kWrite) << code;
    facts.written = false;
    EXPECT_EQ(judgeExchange(facts).fault, NetFault::kResetBeforeWrite) << code;
  }
}

}  // namespace
}  // namespace hookline::net::internal
