// Zendesk's stand-in, integrations.md §7 and §15.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "core/sandbox/stand_in_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox::testing {
namespace {

class DestinationsDone6Zendesk : public ::testing::Test {
 protected:
  static json ticket(json more = json::object()) {
    json body{{"subject", "Chatbot Handoff: Lost"}, {"comment", {{"body", "A visitor requested human assistance."}, {"public", false}}}};
    body.update(more);
    return {{"ticket", std::move(body)}};
  }
  static json comment(const std::string& text) { return {{"ticket", {{"comment", {{"body", text}, {"public", false}}}}}}; }
  json asked(json change = json::object()) {
    json body{{"grant_type", "client_credentials"},
              {"client_id", "hookline"},
              {"client_secret", "secret"},
              {"scope", "tickets:read tickets:write"},
              {"expires_in", 300}};
    body.update(change);
    return body;
  }

  static constexpr const char* kTickets = "/api/v2/tickets";
  Caller zendesk_{makeZendeskStandIn(), "Bearer some-token"};
};

TEST_F(DestinationsDone6Zendesk, ATokenCountsUntilItsTimeIsOver) {
  const auto made = zendesk_.send("POST", "/oauth/tokens", asked());
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.body["token_type"], "bearer");
  EXPECT_EQ(made.body["expires_in"], 300);
  zendesk_.authorization = "Bearer " + made.body["access_token"].get<std::string>();
  zendesk_.now += std::chrono::seconds{299};
  EXPECT_EQ(zendesk_.send("GET", kTickets).status, 200);
  zendesk_.now += std::chrono::seconds{1};
  const auto late = zendesk_.send("GET", kTickets);
  EXPECT_EQ(late.status, 401);
  EXPECT_EQ(late.body["error"], "invalid_token");
}

TEST_F(DestinationsDone6Zendesk, ASignInThatIsWrongIsRefused) {
  const auto errorOf = [this](const json& change) {
    const auto answer = zendesk_.send("POST", "/oauth/tokens", asked(change));
    return std::pair(answer.status, answer.body.value("error", std::string()));
  };
  EXPECT_EQ(errorOf({{"client_secret", "revoked"}}), std::pair(401, std::string("invalid_client")));
  EXPECT_EQ(errorOf({{"client_id", ""}}), std::pair(401, std::string("invalid_client")));
  EXPECT_EQ(errorOf({{"grant_type", "password"}}), std::pair(400, std::string("unsupported_grant_type")));
  EXPECT_EQ(errorOf({{"scope", ""}}), std::pair(400, std::string("invalid_scope")));
  EXPECT_EQ(errorOf({{"expires_in", 299}}), std::pair(400, std::string("invalid_request")));
  EXPECT_EQ(errorOf({{"expires_in", 172'801}}), std::pair(400, std::string("invalid_request")));
}

TEST_F(DestinationsDone6Zendesk, ATokenAllowsWhatItsScopeSays) {
  const auto reads = zendesk_.send("POST", "/oauth/tokens", asked({{"scope", "tickets:read"}}));
  zendesk_.authorization = "Bearer " + reads.body["access_token"].get<std::string>();
  EXPECT_EQ(zendesk_.send("GET", kTickets).status, 200);
  EXPECT_EQ(zendesk_.send("POST", kTickets, ticket()).status, 403);
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/users/me.json").status, 403);
  EXPECT_TRUE(zendesk_.records()["tickets"].empty());
}

TEST_F(DestinationsDone6Zendesk, BothWaysOfSigningInAreCheckedAndABadOneIsRefused) {
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/users/me.json").status, 200);
  const auto statusOf = [this](const std::string& authorization) {
    zendesk_.authorization = authorization;
    return zendesk_.send("GET", kTickets).status;
  };
  EXPECT_EQ(statusOf("Basic " + base::toBase64("jo@example.com/token:abc")), 200);
  EXPECT_EQ(statusOf("Basic " + base::toBase64("jo@example.com/token:expired")), 401);
  EXPECT_EQ(statusOf("Basic " + base::toBase64("jo@example.com:password")), 401);
  EXPECT_EQ(statusOf("Basic ???"), 401);
  EXPECT_EQ(statusOf(""), 401);
  EXPECT_EQ(statusOf("Bearer revoked"), 401);
}

TEST_F(DestinationsDone6Zendesk, DestinationsDone1ATicketSaysItsOwnAddress) {
  const std::string url = "http://127.0.0.1:8789/zendesk/api/v2/tickets/1.json";
  EXPECT_EQ(zendesk_.send("POST", kTickets, ticket()).body["ticket"]["url"], url);
  EXPECT_EQ(zendesk_.send("PUT", "/api/v2/tickets/1", comment("More")).body["ticket"]["url"], url);
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/tickets/1.json").body["ticket"]["url"], url);
  EXPECT_EQ(zendesk_.send("GET", kTickets).body["tickets"][0]["url"], url);
}

TEST_F(DestinationsDone6Zendesk, DestinationsDone1TicketsAreSearchedFor) {
  const auto made = [this](const std::string& subject, const std::string& externalId, const std::string& status, const std::string& email) {
    zendesk_.send(
        "POST", kTickets,
        ticket({{"subject", subject}, {"external_id", externalId}, {"status", status}, {"requester", {{"name", "Jo"}, {"email", email}}}}));
  };
  made("Lost parcel", "hl:conv_1", "open", "jo@example.com");
  made("Refund", "hl:conv_2", "solved", "jo@example.com");
  made("Refund, please", "hl:conv_3", "new", "ann@example.com");
  const auto found = [this](const std::string& query) {
    const auto answer = zendesk_.send("GET", "/api/v2/search.json?query=" + base::percentEncoded(query));
    EXPECT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.body["count"], answer.body["results"].size()) << query;
    EXPECT_TRUE(answer.body["facets"].is_null() && answer.body["next_page"].is_null()) << answer.text;
    std::vector<int> ids;
    for (const auto& one : answer.body["results"]) ids.push_back(one["id"]);
    return ids;
  };
  using Ids = std::vector<int>;
  EXPECT_EQ(found("type:ticket external_id:hl:conv_2"), Ids{2});
  EXPECT_EQ(found(R"(type:ticket external_id:"HL:conv_2")"), Ids{2});
  EXPECT_EQ(found("type:ticket status:open"), Ids{1});
  EXPECT_EQ(found("type:ticket status<solved"), (Ids{3, 1})) << "the newest first";
  EXPECT_EQ(found("status>=open"), (Ids{2, 1}));
  EXPECT_EQ(found("status<=new"), Ids{3});
  EXPECT_EQ(found("type:ticket requester:Jo@example.com -status:solved"), Ids{1});
  EXPECT_EQ(found("type:ticket refund"), (Ids{3, 2}));
  EXPECT_EQ(found(R"("visitor requested" lost)"), Ids{1}) << "also in a comment";
  EXPECT_EQ(found("type:user"), Ids{});
  const auto first = zendesk_.send("GET", "/api/v2/search?query=type%3Aticket+status%3Csolved&per_page=1&sort_order=asc").body;
  EXPECT_EQ(first["results"][0]["result_type"], "ticket");
  EXPECT_EQ(first["count"], 2);
  const auto next = first["next_page"].get<std::string>();
  const auto second = zendesk_.send("GET", next.substr(next.find("/api/v2"))).body;
  ASSERT_EQ(second["results"].size(), 1U);
  EXPECT_EQ(second["results"][0]["id"], 3);
  for (const auto* unserved : {"assignee:jo", "status:lost", "external_id<3"})
    EXPECT_EQ(zendesk_.send("GET", std::string("/api/v2/search.json?query=") + unserved).status, 422) << unserved;
}

TEST_F(DestinationsDone6Zendesk, OneKeyMakesOneTicketForTwoHours) {
  const std::vector<model::HttpHeader> key{{"Idempotency-Key", "hl-evt_1"}};
  const auto first = zendesk_.send("POST", "/api/v2/tickets.json", ticket(), key);
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(first.header("x-idempotency-lookup"), "miss");
  EXPECT_EQ(first.header("Location"), "/api/v2/tickets/1.json");
  zendesk_.now += std::chrono::minutes{119};
  const auto again = zendesk_.send("POST", kTickets, ticket(), key);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.header("x-idempotency-lookup"), "hit");
  EXPECT_EQ(again.body["ticket"]["id"], first.body["ticket"]["id"]);
  const auto other = zendesk_.send("POST", kTickets, ticket({{"priority", "high"}}), key);
  EXPECT_EQ(other.status, 400);
  EXPECT_EQ(other.body["error"], "IdempotentRequestError");
  EXPECT_EQ(zendesk_.records()["tickets"].size(), 1U);
  zendesk_.now += std::chrono::minutes{1};
  EXPECT_EQ(zendesk_.send("POST", kTickets, ticket(), key).header("x-idempotency-lookup"), "miss");
  EXPECT_EQ(zendesk_.records()["tickets"].size(), 2U) << "after two hours the key is forgotten";
}

TEST_F(DestinationsDone6Zendesk, ATicketIsFoundByItsExternalId) {
  zendesk_.send("POST", kTickets, ticket({{"external_id", "hl:conv 1/2"}}));
  zendesk_.send("POST", kTickets, ticket({{"external_id", "hl:other"}}));
  zendesk_.send("POST", kTickets, ticket());
  const auto found = zendesk_.send("GET", "/api/v2/tickets?external_id=hl%3Aconv%201%2F2").body;
  EXPECT_EQ(found["count"], 1);
  EXPECT_EQ(found["tickets"][0]["external_id"], "hl:conv 1/2");
  EXPECT_EQ(found["tickets"][0]["description"], "A visitor requested human assistance.");
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/tickets/2.json").body["ticket"]["external_id"], "hl:other");
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/tickets/9").body["error"], "RecordNotFound");
}

TEST_F(DestinationsDone6Zendesk, ACommentIsAddedEachTimeAndTagsAreReplaced) {
  zendesk_.send("POST", kTickets, ticket({{"tags", {"Chatbot", "hand off", "chatbot"}}}));
  EXPECT_EQ(zendesk_.records()["tickets"][0]["tags"], json::array({"chatbot", "hand", "off"}));
  const auto changed = zendesk_.send("PUT", "/api/v2/tickets/1", comment("One"));
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_TRUE(changed.body["audit"]["id"].is_number());
  zendesk_.send("PUT", "/api/v2/tickets/1", comment("One"));
  zendesk_.send("PUT", "/api/v2/tickets/1", {{"ticket", {{"tags", {"vip"}}}}});
  EXPECT_EQ(zendesk_.records()["tickets"][0]["tags"], json::array({"vip"}));
  const auto all = zendesk_.send("GET", "/api/v2/tickets/1/comments").body;
  EXPECT_EQ(all["count"], 3) << "nothing tells the second comment from the first";
  EXPECT_EQ(all["comments"][1]["public"], false);
  const auto last = zendesk_.send("GET", "/api/v2/tickets/1/comments?sort_order=desc&per_page=1").body;
  ASSERT_EQ(last["comments"].size(), 1U);
  EXPECT_EQ(last["comments"][0]["body"], "One");
  EXPECT_TRUE(last["next_page"].get<std::string>().find("/tickets") != std::string::npos) << "clients follow it as it is";
  EXPECT_NE(last["next_page"].get<std::string>().find("per_page="), std::string::npos);
}

TEST_F(DestinationsDone6Zendesk, AClosedTicketTakesAFollowUpAlone) {
  zendesk_.send("POST", kTickets, ticket({{"tags", {"chatbot"}}}));
  EXPECT_FALSE(zendesk_.service().configure({{"closeTicket", 2}}));
  ASSERT_TRUE(zendesk_.service().configure({{"closeTicket", 1}}));
  const auto refused = zendesk_.send("PUT", "/api/v2/tickets/1", comment("Late"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["error"], "RecordInvalid");
  EXPECT_TRUE(refused.body["details"].contains("status")) << refused.text;
  const auto followUp = zendesk_.send("POST", kTickets, ticket({{"via_followup_source_id", 1}}));
  ASSERT_EQ(followUp.status, 201);
  EXPECT_EQ(followUp.body["ticket"]["via"]["source"]["from"]["ticket_id"], 1);
  EXPECT_EQ(followUp.body["ticket"]["tags"], json::array({"chatbot"}));
  const auto plain = zendesk_.send("POST", kTickets, ticket({{"via_followup_source_id", 2}}));
  EXPECT_EQ(plain.body["ticket"]["via"]["source"]["rel"], nullptr) << "the second is open: nothing follows up on it";
}

TEST_F(DestinationsDone6Zendesk, WhatIsWrongWithATicketIsNamedByField) {
  const auto faultOf = [this](const json& change) {
    const auto answer = zendesk_.send("POST", kTickets, ticket(change));
    EXPECT_EQ(answer.status, 422) << answer.text;
    return answer.body["details"].items().begin().key();
  };
  EXPECT_EQ(faultOf({{"subject", ""}}), "base");
  EXPECT_EQ(faultOf({{"comment", nullptr}}), "base");
  EXPECT_EQ(faultOf({{"comment", {{"body", std::string(65'536, 'x')}}}}), "comment");
  EXPECT_EQ(faultOf({{"requester", {{"email", "jo@example.com"}}}}), "requester");
  EXPECT_EQ(faultOf({{"requester", {{"name", "Jo"}, {"email", "anonymous"}}}}), "requester");
  EXPECT_EQ(faultOf({{"priority", "soon"}}), "priority");
  EXPECT_EQ(zendesk_.send("POST", kTickets, "nonsense").status, 400);
  EXPECT_TRUE(zendesk_.records()["tickets"].empty());
}

TEST_F(DestinationsDone6Zendesk, TooManyRequestsAreToldInPlainText) {
  ASSERT_TRUE(zendesk_.service().configure({{"requestsPerMinute", 2}}));
  EXPECT_EQ(zendesk_.send("GET", kTickets).status, 200);
  zendesk_.now += std::chrono::seconds{20};
  EXPECT_EQ(zendesk_.send("GET", kTickets).status, 200);
  const auto refused = zendesk_.send("POST", kTickets, ticket());
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Content-Type"), "text/plain");
  EXPECT_EQ(refused.header("Retry-After"), "40");
  zendesk_.now += std::chrono::seconds{40};
  EXPECT_EQ(zendesk_.send("POST", kTickets, ticket()).status, 201);
}

TEST_F(DestinationsDone6Zendesk, ManyTicketsAreMadeByAJobThatTellsOfEach) {
  const json tickets{
      {{"subject", "One"}, {"comment", {{"body", "Lost"}}}}, {{"subject", "Two"}}, {{"subject", "Three"}, {"description", "Broken"}}};
  const auto made = zendesk_.send("POST", "/api/v2/tickets/create_many.json", {{"tickets", tickets}});
  ASSERT_EQ(made.status, 200) << made.text;
  const auto queued = made.body["job_status"];
  EXPECT_EQ(queued["status"], "queued");
  EXPECT_EQ(queued["total"], 3);
  EXPECT_TRUE(queued["results"].is_null()) << queued;
  const auto id = queued["id"].get<std::string>();
  EXPECT_EQ(queued["url"], "http://127.0.0.1:8789/zendesk/api/v2/job_statuses/" + id + ".json");
  const auto completed = zendesk_.send("GET", "/api/v2/job_statuses/" + id + ".json").body["job_status"];
  EXPECT_EQ(completed["status"], "completed");
  EXPECT_EQ(completed["progress"], 3);
  ASSERT_EQ(completed["results"].size(), 3U) << completed;
  EXPECT_EQ(completed["results"][0], json({{"index", 0}, {"id", 1}}));
  EXPECT_EQ(completed["results"][1]["details"], "Description: cannot be blank");
  EXPECT_EQ(completed["results"][2], json({{"index", 2}, {"id", 2}}));
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/tickets/2").body["ticket"]["description"], "Broken");
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/tickets/show_many.json?ids=2,9,1").body["count"], 2);
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/job_statuses/show_many.json?ids=0," + id).body["job_statuses"][0]["id"], id);
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/job_statuses").body["count"], 1);
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/job_statuses/0").status, 404);
  zendesk_.now += std::chrono::hours{24};
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/job_statuses/" + id).status, 404) << "a job is remembered for a day";
}

TEST_F(DestinationsDone6Zendesk, AJobTakesAHundredTickets) {
  const auto many = [this](const json& tickets) { return zendesk_.send("POST", "/api/v2/tickets/create_many", {{"tickets", tickets}}); };
  const auto one = ticket()["ticket"];
  EXPECT_EQ(many(json(100, one)).status, 200);
  EXPECT_EQ(many(json(101, one)).body["error"], "TooManyValues");
  EXPECT_EQ(many(json::array()).status, 400);
  EXPECT_EQ(zendesk_.records()["tickets"].size(), 100U);
}

TEST_F(DestinationsDone6Zendesk, ManyTicketsAreChangedAndDeletedByAJob) {
  zendesk_.send("POST", kTickets, ticket());
  zendesk_.send("POST", kTickets, ticket());
  const auto resultsOf = [this](const Answer& asked) {
    EXPECT_EQ(asked.status, 200) << asked.text;
    const auto id = asked.body["job_status"]["id"].get<std::string>();
    return zendesk_.send("GET", "/api/v2/job_statuses/" + id).body["job_status"]["results"];
  };
  const json solved{{"ticket", {{"status", "solved"}}}};
  const auto same = resultsOf(zendesk_.send("PUT", "/api/v2/tickets/update_many.json?ids=1,2,9", solved));
  EXPECT_EQ(same[0], json({{"action", "update"}, {"id", 1}, {"success", true}, {"status", "Updated"}}));
  EXPECT_EQ(same[2]["error"], "TicketNotFound");
  EXPECT_EQ(zendesk_.send("GET", "/api/v2/search/count.json?query=status:solved").body, json({{"count", 2}}));
  ASSERT_TRUE(zendesk_.service().configure({{"closeTicket", 1}}));
  const auto own = resultsOf(zendesk_.send("PUT", "/api/v2/tickets/update_many",
                                           {{"tickets", {{{"id", 1}, {"status", "open"}}, {{"id", 2}, {"status", "open"}}}}}));
  EXPECT_EQ(own[0]["details"], "Status: closed prevents ticket update");
  EXPECT_EQ(zendesk_.records()["tickets"][1]["status"], "open");
  EXPECT_EQ(zendesk_.send("PUT", "/api/v2/tickets/update_many?ids=", solved).status, 400);
  const auto gone = resultsOf(zendesk_.send("DELETE", "/api/v2/tickets/destroy_many.json?ids=2,9"));
  EXPECT_EQ(gone[0], json({{"action", "delete"}, {"id", 2}, {"success", true}, {"status", "Deleted"}}));
  EXPECT_EQ(gone[1]["success"], false);
  EXPECT_EQ(zendesk_.records()["tickets"].size(), 1U);
}

TEST_F(DestinationsDone6Zendesk, ADeletedTicketIsNotThereAnyMore) {
  zendesk_.send("POST", kTickets, ticket());
  EXPECT_EQ(zendesk_.send("DELETE", "/api/v2/tickets/1").status, 204);
  EXPECT_EQ(zendesk_.send("PUT", "/api/v2/tickets/1", comment("Late")).status, 404);
}

}  // namespace
}  // namespace hookline::sandbox::testing
