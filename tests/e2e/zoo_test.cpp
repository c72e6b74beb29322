// "Engine", point 8: the zoo of broken receivers (delivery.md §7.4), each alone with the transport, and all of them beside a healthy one.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <limits>
#include <set>
#include <vector>

#include "base/time.h"
#include "delivery/classify.h"
#include "platform/process.h"
#include "support/core_rig.h"
#include "support/receiver_zoo.h"
#include "support/sanitizers.h"
#include "support/transport_rig.h"

namespace hookline {
namespace {

using hookline::testing::TransportRig;
using hookline::testing::Zoo;
using hookline::testing::ZooRow;
using model::ErrorClass;
using model::Verdict;
using support::CoreRig;
using support::Inbox;

constexpr base::Millis kImpatient{700};
constexpr base::Millis kPatient{20000};

base::Millis patienceFor(const ZooRow& row) { return row.waits ? kImpatient : kPatient; }

model::HttpRequest requestTo(const Zoo& zoo, const Zoo::Resident& resident) {
  auto request = TransportRig::post(resident.url);
  request.timeout = patienceFor(resident.row);
  request.caPem = zoo.authorityPem();
  return request;
}

void expectAsItsRowSays(const ZooRow& row, const model::HttpResult& result) {
  const auto classified = delivery::classify(result, base::wallNow());
  const auto shown = row.name + ": " + result.faultText;
  EXPECT_EQ(classified.verdict, row.verdict) << shown << ' ' << result.status.value_or(0);
  EXPECT_EQ(model::toText(classified.errorClass), model::toText(row.errorClass)) << shown;
  EXPECT_EQ(classified.maybeDelivered, row.maybeDelivered) << shown;
  EXPECT_EQ(result.status, row.status) << shown;
  EXPECT_LE(result.body.size(), row.keptAtMost) << shown;
  EXPECT_LE(result.body.size(), model::HttpResult::kResponseBodyLimitBytes) << shown;
  std::size_t head = 0;
  for (const auto& header : result.headers) head += header.name.size() + header.value.size();
  EXPECT_LE(head, 64U * 1024U) << shown;
  EXPECT_LE(result.headers.size(), 100U) << shown;
  if (row.verdict == Verdict::kDelivered) EXPECT_EQ(result.body.size(), row.keptAtMost) << shown;
}

TEST(EngineDone8Zoo, HasItsKindsAndEachHasItsOwnName) {
  std::set<std::string> names;
  for (const auto& row : hookline::testing::zooRows()) names.insert(row.name);
  EXPECT_EQ(names.size(), hookline::testing::zooRows().size());
  EXPECT_GE(names.size(), hookline::testing::kZooSize);
}

TEST(EngineDone8Zoo, EachReceiverGetsTheVerdictOfItsRow) {
  Zoo zoo;
  TransportRig rig;
  std::vector<net::TransferId> sent;
  for (const auto& resident : zoo.residents()) sent.push_back(rig.send(requestTo(zoo, resident)));
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const auto& resident = zoo.residents()[i];
    auto result = rig.await(sent[i]);
    if (resident.row.onSecond) {
      EXPECT_EQ(result.status, 200) << resident.row.name << ": " << result.faultText;
      result = rig.exchange(requestTo(zoo, resident));
    }
    expectAsItsRowSays(resident.row, result);
    // However broken it is: an attempt is one request on the wire.
    EXPECT_LE(resident.receiver->requests().size(), resident.row.onSecond ? 2U : 1U) << resident.row.name;
  }
}

/// A webhook of its own for each, which hears the events of a chatbot of its own.
std::string chatbotOf(std::size_t row) { return "zoo_" + std::to_string(row); }

void openCage(CoreRig& rig, const Zoo& zoo, std::size_t i) {
  const auto& resident = zoo.residents()[i];
  rig.makeWebhook(resident.url, {{"chatbotId", chatbotOf(i)},
                                 {"caPem", zoo.authorityPem()},
                                 {"timeoutMs", patienceFor(resident.row).count()},
                                 {"retryPolicy", support::quickRetries(0)}});
}

std::string visit(CoreRig& rig, std::size_t i) {
  return rig.postEvent({{"chatbotId", chatbotOf(i)}}).at("deliveries").at(0).at("id").get<std::string>();
}

void expectEndsAsItsRowSays(const ZooRow& row, const nlohmann::json& delivery) {
  const bool ours = row.verdict == Verdict::kOurs;  // not counted, and it went again at once
  EXPECT_EQ(delivery.at("state"), row.verdict == Verdict::kDelivered || ours ? "delivered" : "dead") << row.name;
  const auto& attempts = delivery.at("attempts");
  ASSERT_EQ(attempts.size(), ours ? 2U : 1U) << row.name;
  const auto& attempt = attempts.at(0);
  if (row.errorClass != ErrorClass::kNone)
    EXPECT_EQ(attempt.value("errorClass", ""), model::toText(row.errorClass)) << row.name << attempt.dump();
  EXPECT_EQ(attempt.at("maybeDelivered"), row.maybeDelivered) << row.name;
  EXPECT_EQ(attempt.at("counted"), !ours) << row.name;
}

nlohmann::json batchOf(int count) {
  nlohmann::json events = nlohmann::json::array();
  for (int i = 0; i < count; ++i)
    events.push_back({{"id", "healthy_" + std::to_string(i)},
                      {"type", "handoff.requested"},
                      {"chatbotId", "healthy"},
                      {"conversationId", "conv_" + std::to_string(i)},
                      {"data", {{"reason", "wants a person"}}}});
  return {{"events", std::move(events)}};
}

struct Ended {
  ZooRow row;
  nlohmann::json delivery;
};

/// Events for all of them and for a healthy receiver at the same time, until each delivery has ended.
std::vector<Ended> visitAllAtOnce() {
  constexpr int kHealthy = 200;
  Inbox inbox(sandbox::ReceiverOptions{});
  Zoo zoo;
  CoreRig rig;
  rig.makeWebhook(inbox.url(), {{"chatbotId", "healthy"}});
  const auto count = zoo.residents().size();
  for (std::size_t i = 0; i < count; ++i) openCage(rig, zoo, i);

  std::vector<std::string> deliveries;
  for (std::size_t i = 0; i < count; ++i) deliveries.push_back(visit(rig, i));
  const auto accepted = rig.ask("POST", "/api/events/batch", batchOf(kHealthy));
  EXPECT_EQ(accepted.at("accepted"), kHealthy);

  std::set<std::string> arrived;
  for (const auto& request : inbox.waitFor(kHealthy)) arrived.insert(std::string(request.header("webhook-id")));
  EXPECT_EQ(arrived.size(), static_cast<std::size_t>(kHealthy));
  EXPECT_EQ(inbox.now().size(), static_cast<std::size_t>(kHealthy)) << "none of them twice";

  std::vector<Ended> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& row = zoo.residents()[i].row;
    if (row.onSecond) {
      rig.waitForState(deliveries[i], "delivered");
      deliveries[i] = visit(rig, i);
    }
    auto ended = rig.waitForDelivery(deliveries[i], [](const nlohmann::json& seen) {
      const auto state = seen.value("state", "");
      return state == "delivered" || state == "dead" || state == "held" || state == "cancelled";
    });
    all.push_back({row, std::move(ended)});
  }
  const auto facets = rig.ask("GET", "/api/deliveries/facets").at("byState");
  EXPECT_EQ(facets.at("pending").get<int>() + facets.at("delivering").get<int>() + facets.at("retrying").get<int>() +
                facets.at("held").get<int>(),
            0);
  return all;
}

TEST(EngineDone8Zoo, AllAtOnceTheyTakeNothingFromAHealthyReceiver) {
  for (const auto& [row, delivery] : visitAllAtOnce()) expectEndsAsItsRowSays(row, delivery);
}

/// Memory of this process, in which the receivers live too.
std::uint64_t residentBytes() {
  const auto usage = platform::processUsage();
  EXPECT_TRUE(usage);
  return usage ? usage->residentBytes : 0;
}

// What one exchange may hold: a body and a head of 64 KiB each, TLS, and the buffers of libcurl and of the receiver's script. Were the
// allocator to give nothing back, a visit to all of them would leave as much. An endless answer that nobody cuts off takes hundreds of
// MiB while its exchange lasts.
constexpr std::uint64_t kMostOfAnExchange = 256 * 1024;

TEST(EngineDone8Zoo, NoneOfThemTakesMoreMemoryThanAnExchangeMayHold) {
  if (support::kUnderSanitizer) GTEST_SKIP() << "a sanitizer's own memory would be measured";
  std::uint64_t start = 0;
  std::uint64_t most = 0;
  std::uint64_t allowed = 0;
  // The first round pays for what is made once: threads, TLS, the allocator's arenas.
  for (int round = 0; round < 2; ++round) {
    Zoo zoo;
    TransportRig rig;
    start = most = residentBytes();
    allowed = zoo.residents().size() * kMostOfAnExchange;
    std::vector<net::TransferId> sent;
    for (const auto& resident : zoo.residents()) sent.push_back(rig.send(requestTo(zoo, resident)));
    for (const auto id : sent) {
      (void)rig.await(id);
      most = std::max(most, residentBytes());
    }
  }
  std::cout << "at most " << (most - start) / 1024 << " KiB more than before, " << allowed / 1024 << " allowed\n";
  EXPECT_LE(most - start, allowed);
}

// What a visit forgets comes on top after each; what the allocator keeps for itself, for each of its arenas what was once in use in it,
// comes to an end. So one visit that leaves less than a forgotten body each says that none forgets. Smaller leaks are LeakSanitizer's.
TEST(EngineDone8Zoo, VisitAfterVisitLeavesTheProcessAsLargeAsItWas) {
  if (support::kUnderSanitizer) GTEST_SKIP() << "a sanitizer's own memory would be measured";
  constexpr int kMostVisits = 20;
  constexpr auto kAllowed = static_cast<std::int64_t>(hookline::testing::kZooSize * model::HttpResult::kResponseBodyLimitBytes);
  auto left = std::numeric_limits<std::int64_t>::max();
  for (int visit = 0; visit < kMostVisits && left > kAllowed; ++visit) {
    const auto before = static_cast<std::int64_t>(residentBytes());
    visitAllAtOnce();
    left = static_cast<std::int64_t>(residentBytes()) - before;
    std::cout << "a visit left " << left / 1024 << " KiB more, " << kAllowed / 1024 << " allowed\n";
  }
  EXPECT_LE(left, kAllowed);
}

}  // namespace
}  // namespace hookline
