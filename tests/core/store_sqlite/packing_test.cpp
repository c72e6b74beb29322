#include "store_sqlite/packing.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "store_sqlite/dedup_key.h"

namespace hookline::store_sqlite::internal {
namespace {

TEST(Packing, HeadersWithAnyBytesComeBack) {
  const std::vector<model::HttpHeader> headers = {
      {"A", ""}, {"", "b"}, {"C: \r\n", std::string("\0\n:", 3)}, {"D", std::string(70000, 'd')}};
  EXPECT_EQ(unpackHeaders(packHeaders(headers)), headers);
  const auto request = unpackRequest(packRequest("POST", "https://x/", headers));
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://x/");
  EXPECT_EQ(request.headers, headers);
}

TEST(Packing, DamagedBytesGiveWhatStandsBeforeTheDamage) {
  const auto packed = packHeaders({{"A", "1"}, {"B", "22222222"}});
  for (std::size_t length = 0; length < packed.size(); ++length) {
    const auto found = unpackHeaders(std::string_view(packed).substr(0, length));
    EXPECT_EQ(found.size(), length >= 4 ? 1u : 0u) << length;
  }
  EXPECT_TRUE(unpackHeaders(std::string(20, '\xff')).empty());
}

TEST(Packing, DeliveryIdsOfAnyDistanceComeBack) {
  const model::EventSeq seq{1'000'000};
  const std::vector<model::DeliveryId> ids = {{1'000'001}, {5}, {std::numeric_limits<std::int64_t>::max()}, {1}};
  EXPECT_EQ(unpackDeliveryIds(seq, packDeliveryIds(seq, ids)), ids);
  EXPECT_LE(packDeliveryIds(seq, {{1'000'001}, {1'000'002}}).size(), 2u);
}

TEST(Packing, ReasonsComeBack) {
  const std::vector<store::UnmatchedWebhook> in = {{{1LL << 62}, model::NoMatch::kFilter}, {{3}, model::NoMatch::kDisabled}};
  const auto out = unpackUnmatched(packUnmatched(in));
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].webhookId, in[0].webhookId);
  EXPECT_EQ(out[1].reason, model::NoMatch::kDisabled);
}

TEST(Packing, AStepComesBackAndDamageIsNone) {
  const model::PlanStep step{2, 300, "Find the conversation's ticket"};
  const auto packed = packStep(step);
  EXPECT_EQ(unpackStep(packed), step);
  EXPECT_EQ(packStep(std::nullopt), "");
  for (std::size_t length = 0; length < packed.size(); ++length) EXPECT_FALSE(unpackStep(std::string_view(packed).substr(0, length)));
}

TEST(DedupKey, TwoIdsNeverShareAKey) {
  const std::string raw8("\0\0\0\0\0\0\0\7", 8);
  std::set<std::string> keys;
  const std::vector<std::string> ids = {"evt_0000000000007",
                                        "evt_000000000000O",
                                        raw8,
                                        "00000000-0000-0000-0000-000000000007",
                                        std::string(15, '\0') + "\7",
                                        "00000000-0000-0000-0000-00000000000A",
                                        "00000000-0000-0000-0000-00000000000a",
                                        "00000000-0000-0000-0000+000000000007",
                                        std::string(36, 'a'),
                                        std::string(37, 'a'),
                                        std::string(32, 'a')};
  for (const auto& id : ids) EXPECT_TRUE(keys.insert(dedupKey(id)).second) << id;
}

TEST(DedupKey, RisesWithOurOwnIdsAndStaysShort) {
  std::string last;
  for (std::int64_t value = 1; value < (1LL << 61); value = value * 3 + 1) {
    const auto key = dedupKey(model::EventSeq{value}.text());
    EXPECT_EQ(key.size(), 9u);
    EXPECT_LT(last, key);
    last = key;
  }
  EXPECT_EQ(dedupKey("7f9c24e5-2c31-4d2a-9b1e-0f8e6c5d4b3a").size(), 17u);
  EXPECT_EQ(dedupKey(std::string(128, 'z')).size(), 33u);
}

}  // namespace
}  // namespace hookline::store_sqlite::internal
