// "Engine", point 8: the zoo of broken receivers (delivery.md §7.4), each alone with the transport, and all of them beside a healthy one.
#include <gtest/gtest.h>

#include <set>

#include "base/time.h"
#include "delivery/classify.h"
#include "support/core_rig.h"
#include "support/receiver_zoo.h"
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

TEST(EngineDone8Zoo, AllAtOnceTheyTakeNothingFromAHealthyReceiver) {
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

  for (std::size_t i = 0; i < count; ++i) {
    const auto& row = zoo.residents()[i].row;
    if (row.onSecond) {
      rig.waitForState(deliveries[i], "delivered");
      deliveries[i] = visit(rig, i);
    }
    const auto ended = rig.waitForDelivery(deliveries[i], [](const nlohmann::json& seen) {
      const auto state = seen.value("state", "");
      return state == "delivered" || state == "dead" || state == "held" || state == "cancelled";
    });
    expectEndsAsItsRowSays(row, ended);
  }
  const auto facets = rig.ask("GET", "/api/deliveries/facets").at("byState");
  EXPECT_EQ(facets.at("pending").get<int>() + facets.at("delivering").get<int>() + facets.at("retrying").get<int>() +
                facets.at("held").get<int>(),
            0);
}

}  // namespace
}  // namespace hookline
