#include "core_api/core.h"

#include <gtest/gtest.h>

#include <fstream>
#include <future>

#include "net/http_server.h"
#include "support/temp_folder.h"

namespace hookline::core_api {
namespace {

/// Takes a free port for as long as it lives.
std::unique_ptr<net::HttpServer> somebodyElse() {
  net::HttpServerOptions options;
  options.port = 0;
  auto started = net::HttpServer::start(std::move(options), [](net::ServerRequest, base::Completion<net::ServerResponse>) {}, {});
  return started ? std::move(*started) : nullptr;
}

CoreOptions optionsFor(const support::TempFolder& folder, std::uint16_t port) {
  CoreOptions options;
  options.dataFolder = folder / "data";
  options.masterKeyFile = folder / "master.key";
  options.listenPort = port;
  return options;
}

TEST(CorePort, ATakenOneIsAnErrorThatNamesIt) {
  const support::TempFolder folder;
  const auto other = somebodyElse();
  ASSERT_TRUE(other);
  const auto core = Core::open(optionsFor(folder, other->port()));
  ASSERT_FALSE(core);
  EXPECT_EQ(core.error().code, base::Errc::kInUse);
  EXPECT_NE(core.error().message.find(std::to_string(other->port())), std::string::npos);
}

TEST(CorePort, ATakenOneIsPassedByWhenAnyWillDo) {
  const support::TempFolder folder;
  const auto other = somebodyElse();
  ASSERT_TRUE(other);
  auto options = optionsFor(folder, other->port());
  options.otherPortWhenTaken = true;
  const auto core = Core::open(std::move(options));
  ASSERT_TRUE(core) << core.error().message;
  EXPECT_NE((*core)->port(), other->port());
  EXPECT_NE((*core)->url().find(std::to_string((*core)->port())), std::string::npos);
}

TEST(CorePort, AnyWillDoIsNoWayRoundAFolderThatIsInUse) {
  const support::TempFolder folder;
  const auto first = Core::open(optionsFor(folder, 0));
  ASSERT_TRUE(first) << first.error().message;
  auto options = optionsFor(folder, (*first)->port());
  options.otherPortWhenTaken = true;
  const auto second = Core::open(std::move(options));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Errc::kInUse);
  EXPECT_NE(second.error().message.find((*first)->url()), std::string::npos);
}

TEST(CorePort, WhoListensNowhereIsReachedFromInsideAlone) {
  const support::TempFolder folder;
  auto options = optionsFor(folder, 0);
  options.listenHost.clear();
  const auto core = Core::open(std::move(options));
  ASSERT_TRUE(core) << core.error().message;
  EXPECT_EQ((*core)->url(), "");
  EXPECT_EQ((*core)->port(), 0);
  std::promise<int> answered;
  api::Request request;
  request.method = "GET";
  request.path = "/api/version";
  (*core)->call(std::move(request),
                base::Completion<api::Response>([&answered](auto answer) { answered.set_value(answer ? answer->status : 0); }));
  EXPECT_EQ(answered.get_future().get(), 200);
  const auto second = Core::open(optionsFor(folder, 0));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Errc::kInUse);
  EXPECT_NE(second.error().message.find("listens on no address"), std::string::npos) << second.error().message;
}

TEST(DaemonDone7Backup, WhatABackupThatWasCutOffLeftGoesWithTheNextStart) {
  const support::TempFolder folder;
  ASSERT_TRUE(Core::open(optionsFor(folder, 0)));
  const auto left = folder / "data" / "backup.db";
  std::ofstream(left) << "half a backup";
  ASSERT_TRUE(std::filesystem::exists(left));
  const auto core = Core::open(optionsFor(folder, 0));
  ASSERT_TRUE(core) << core.error().message;
  EXPECT_FALSE(std::filesystem::exists(left));
}

}  // namespace
}  // namespace hookline::core_api
