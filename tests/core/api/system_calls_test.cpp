#include "api/answers.h"
#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

TEST(SystemCalls, MeSaysWhatTheCallerMay) {
  ApiStack stack;
  const auto me = stack.call("GET", "/api/me", {}, model::Role::kViewer);
  EXPECT_EQ(me.body["role"], "viewer");
  EXPECT_EQ(me.body["version"], "9.9.9-test");
  EXPECT_EQ(me.body["epoch"], stack.store->epoch());
  EXPECT_TRUE(me.body["can"].is_array());
  EXPECT_FALSE(me.body["features"].empty());
}

TEST(SystemCalls, StatusCarriesTheBarsFigures) {
  ApiStack stack;
  const auto status = stack.get("/api/status");
  ASSERT_EQ(status.status, 200);
  for (const auto* name : {"rates", "waiting", "inFlight", "window", "online", "disk", "dead", "queuedWrites", "allPaused"})
    EXPECT_TRUE(status.body.contains(name)) << name;
  EXPECT_GT(status.body["disk"]["bytes"], 0);
}

TEST(SystemCalls, HealthzReadyzAndVersionAreOpen) {
  ApiStack stack;
  for (const auto* path : {"/healthz", "/readyz", "/api/version"}) EXPECT_EQ(stack.call("GET", path, {}, std::nullopt).status, 200) << path;
  stack.stopping = true;
  EXPECT_EQ(stack.call("GET", "/readyz", {}, std::nullopt).status, 503);
  EXPECT_EQ(stack.call("GET", "/healthz", {}, std::nullopt).status, 200);
}

TEST(SystemCalls, EventTypesComeWithTheirSchemas) {
  ApiStack stack;
  const auto types = stack.get("/api/event-types").body["items"];
  ASSERT_EQ(types.size(), stack.types.names().size());
  ASSERT_GE(types.size(), 10U);
  for (const auto& type : types) EXPECT_TRUE(type["schema"].is_object()) << type["type"];
}

TEST(SystemCalls, ATokensTextIsShownOnceAndListedNever) {
  ApiStack stack;
  const auto made = stack.post("/api/tokens", {{"name", "ci"}, {"role", "operator"}, {"eventsPerSecond", 5}});
  ASSERT_EQ(made.status, 201) << made.text;
  const auto list = stack.get("/api/tokens");
  EXPECT_EQ(list.body["items"].size(), 1U);
  EXPECT_EQ(list.body["items"][0]["eventsPerSecond"], 5);
  EXPECT_EQ(list.text.find(made.body["token"].get<std::string>()), std::string::npos);
  EXPECT_EQ(stack.call("DELETE", "/api/tokens/ci").status, 204);
  EXPECT_EQ(stack.call("DELETE", "/api/tokens/ci").status, 404);
}

TEST(Answers, EveryErrorCodeHasItsStatus) {
  using base::Errc;
  const std::vector<std::pair<Errc, int>> table{
      {Errc::kMalformed, 400},   {Errc::kInvalid, 422},        {Errc::kUnauthorized, 401}, {Errc::kForbidden, 403},
      {Errc::kNotFound, 404},    {Errc::kConflict, 409},       {Errc::kPrecondition, 412}, {Errc::kTooLarge, 413},
      {Errc::kUnsupported, 415}, {Errc::kNotImplemented, 501}, {Errc::kBusy, 429},         {Errc::kFull, 507},
      {Errc::kIo, 503},          {Errc::kUnavailable, 503},    {Errc::kCancelled, 503},    {Errc::kTimeout, 503},
      {Errc::kLocked, 503},      {Errc::kCorrupt, 500},        {Errc::kNewerVersion, 500}, {Errc::kInUse, 409},
      {Errc::kInternal, 500}};
  for (const auto& [code, status] : table) EXPECT_EQ(internal::statusOf(code), status) << static_cast<int>(code);
}

TEST(Answers, AStatusReadsBackAsAnErrorThatIsAnsweredWithIt) {
  for (const int status : {400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 501, 503, 507}) {
    const auto code = errcOf(status);
    ASSERT_TRUE(code) << status;
    EXPECT_EQ(internal::statusOf(*code), status);
  }
  for (const int status : {200, 302, 418, 500, 502}) EXPECT_FALSE(errcOf(status)) << status;
}

TEST(Answers, SayWhetherTheOutcomeIsKnown) {
  const auto unknown = json::parse(internal::errorAnswer({base::Errc::kIo, "x", true, {}}).body);
  EXPECT_EQ(unknown["outcomeUnknown"], true);
  const auto known = json::parse(internal::errorAnswer({base::Errc::kUnavailable, "x", false, {}}).body);
  EXPECT_EQ(known["outcomeUnknown"], false);
  EXPECT_EQ(internal::errorAnswer({base::Errc::kBusy, "x", false, {}}).headers.at(0).name, "Retry-After");
}

}  // namespace
}  // namespace hookline::api::testing
