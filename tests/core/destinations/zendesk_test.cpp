// Zendesk, integrations.md §7: its requests, its answers, its form.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "core/destinations/zendesk_rig.h"
#include "destinations/rich_text.h"
#include "model/header_names.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;

/// An occasion at which this much is known.
struct Moment {
  Moment(const model::Webhook& webhook, model::Event about, const json& outputs)
      : event(std::move(about)),
        checkpoint(json{{"outputs", outputs}, {"certainIn", 1}}.dump()),
        occasion{event, webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false} {
    occasion.checkpoint = checkpoint;
  }
  model::HttpRequest request() const {
    auto made = requestFor(occasion);
    EXPECT_TRUE(made) << made.error().message;
    return made ? std::move(*made) : model::HttpRequest{};
  }
  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;

  model::Event event;
  std::string checkpoint;
  Occasion occasion;
};

json ticketOf(const model::Webhook& webhook, const model::Event& event) {
  return json::parse(*Moment(webhook, event, {{"none", true}}).request().body)["ticket"];
}

TEST(DestinationsDone2Zendesk, TheConversationsTicketIsLookedForFirst) {
  const auto request = requestOf(zendesk(), handoff());
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url, standInBase("zendesk") + "/api/v2/tickets?external_id=hl%3Aconv_1");
  EXPECT_EQ(request.body, nullptr);
  // A comma would part the search in two.
  const auto odd = requestOf(zendesk(), eventOf("handoff.requested", {{"reason", "x"}}, "conv 1,2"));
  EXPECT_EQ(odd.url.find(','), std::string::npos);
  EXPECT_EQ(odd.url.find("conv"), std::string::npos) << odd.url;
}

TEST(DestinationsDone2Zendesk, AHandoffIsTheGuidesTicketWithAnInternalFirstComment) {
  const auto webhook = zendesk({{"takeoverUrl", "https://app.example.com/c/{{conversationId}}/takeover"}});
  const Moment moment(webhook, handoff(), {{"none", true}});
  const auto request = moment.request();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, standInBase("zendesk") + "/api/v2/tickets");
  const auto ticket = json::parse(*request.body)["ticket"];
  EXPECT_EQ(ticket["subject"], "Chatbot Handoff: Wants a refund");
  EXPECT_EQ(ticket["comment"],
            json({{"body",
                   "A visitor requested human assistance.\n\nReason: Wants a refund\nVisitor: Jo Doe\nE-mail: jo@example.com\n\n"
                   "--- Conversation History ---\n\nuser: Hello\n\nassistant: Hi there\n\n\n"
                   "Take over: https://app.example.com/c/conv_1/takeover\n[Hookline event evt_0000000abcdef]"},
                  {"public", false}}));
  EXPECT_EQ(ticket["requester"], json({{"name", "Jo Doe"}, {"email", "jo@example.com"}}));
  EXPECT_EQ(ticket["external_id"], "hl:conv_1");
  EXPECT_EQ(ticket["priority"], "high");
  EXPECT_EQ(ticket["tags"], json({"chatbot", "handoff"}));
  const auto key = std::string(model::headerValue(request.headers, "Idempotency-Key"));
  EXPECT_TRUE(key.starts_with("hl-evt_0000000abcdef-")) << key;
  EXPECT_EQ(key, model::headerValue(moment.request().headers, "Idempotency-Key"));
  EXPECT_EQ(*request.body, *moment.request().body);
}

TEST(DestinationsDone2Zendesk, WhatFollowsIsAnInternalCommentAndAHandoffWakesTheTicket) {
  const auto event = eventOf("conversation.ended", {{"durationSeconds", 200}, {"messageCount", 4}, {"resolution", "resolved"}});
  const auto webhook = zendesk();
  const auto request = Moment(webhook, event, {{"ticket", "12"}, {"waits", true}}).request();
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.url, standInBase("zendesk") + "/api/v2/tickets/12");
  EXPECT_EQ(json::parse(*request.body), json({{"ticket",
                                               {{"comment",
                                                 {{"body",
                                                   "The chatbot's conversation ended.\n\nDuration: 3 min 20 s\nMessages: 4\n"
                                                   "Resolution: resolved\n\n[Hookline event evt_0000000abcdef]"},
                                                  {"public", false}}}}}}));
  const auto again = json::parse(*Moment(webhook, handoff(), {{"ticket", "12"}, {"waits", true}}).request().body);
  EXPECT_EQ(again["ticket"]["status"], "open") << "nobody looks at a solved ticket";
  EXPECT_FALSE(json::parse(*Moment(webhook, handoff(), {{"ticket", "12"}, {"waits", false}}).request().body)["ticket"].contains("status"));
}

TEST(DestinationsDone2Zendesk, TheFormDecidesWhatATicketIs) {
  const auto webhook = zendesk({{"requester", "integration"},
                                {"firstComment", "public"},
                                {"tags", "vip,  bot"},
                                {"priorityMap", {{"low", "low"}, {"high", "urgent"}}},
                                {"groupId", "360001"},
                                {"formId", "7"},
                                {"brandId", "8"},
                                {"customFields", {{"9001", "{{data.reason}}"}, {"9002", "{{data.nothing}}"}}}});
  const auto ticket = ticketOf(webhook, handoff({{"urgency", "low"}}));
  EXPECT_FALSE(ticket.contains("requester"));
  EXPECT_EQ(ticket["comment"]["public"], true);
  EXPECT_EQ(ticket["tags"], json({"vip", "bot"}));
  EXPECT_EQ(ticket["priority"], "low");
  EXPECT_EQ(ticket["group_id"], 360001);
  EXPECT_EQ(ticket["ticket_form_id"], 7);
  EXPECT_EQ(ticket["brand_id"], 8);
  EXPECT_EQ(ticket["custom_fields"], json::array({{{"id", 9001}, {"value", "Wants a refund"}}}));
  EXPECT_EQ(ticketOf(webhook, handoff({{"urgency", "high"}}))["priority"], "urgent");
  EXPECT_EQ(ticketOf(webhook, handoff())["priority"], "high") << "what is not mapped";
}

TEST(DestinationsDone2Zendesk, SigningInAsksForATokenOfItsScopesAlone) {
  const auto webhook = zendesk();
  const auto made = destinationFor(WebhookKind::kZendesk)->signIn(webhook, {});
  ASSERT_TRUE(made && *made);
  EXPECT_EQ((*made)->url, standInBase("zendesk") + "/oauth/tokens");
  EXPECT_EQ(json::parse(*(*made)->body), json({{"grant_type", "client_credentials"},
                                               {"client_id", "hookline"},
                                               {"client_secret", "client-secret-1"},
                                               {"scope", "tickets:read tickets:write users:write"},
                                               {"expires_in", 172800}}));
  const auto old = zendesk({{"auth", "token"}, {"email", "jo@example.com"}, {"apiToken", "old-token-1"}});
  EXPECT_FALSE(destinationFor(WebhookKind::kZendesk)->signIn(old, {}));
  EXPECT_EQ(requestOf(old, handoff()).headers.back(),
            (model::HttpHeader{"Authorization", "Basic " + base::toBase64("jo@example.com/token:old-token-1")}));
  auto service = sandbox::makeZendeskStandIn();
  PlanRig rig(old, *service);
  EXPECT_TRUE(rig.deliver(handoff()).delivered);
}

TEST(DestinationsDone2Zendesk, WithoutBaseUrlItIsTheAccountsOwnAddress) {
  const auto webhook =
      webhookOf(WebhookKind::kZendesk, "", {{"subdomain", "acme"}, {"clientId", "hookline"}, {"clientSecret", "client-secret-1"}});
  EXPECT_EQ(webhook.url, "https://acme.zendesk.com");
  EXPECT_TRUE(requestOf(webhook, handoff()).url.starts_with("https://acme.zendesk.com/api/v2/tickets?"));
}

TEST(DestinationsDone2Zendesk, ATestReadsTicketsAndChangesNothing) {
  auto service = sandbox::makeZendeskStandIn();
  PlanRig rig(zendesk(), *service);
  const auto outcome = rig.deliver(eventOf("webhook.test", json::object(), ""));
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.steps, std::vector<std::string>{"read the tickets"});
  EXPECT_TRUE(service->records()["tickets"].empty());
}

std::optional<Judgement> concluded(const json& outputs, const char* step, int status, const std::string& body) {
  const auto webhook = zendesk();
  const auto event = handoff();
  Moment moment(webhook, event, outputs);
  moment.occasion.stepName = step;
  model::HttpResult result;
  result.status = status;
  result.body = body;
  return destinationFor(WebhookKind::kZendesk)->conclude(moment.occasion, result);
}

TEST(DestinationsDone4Zendesk, EachAnswerHasItsMeaning) {
  struct Row {
    int status;
    const char* body;
    Verdict verdict;
    ErrorClass errorClass;
    const char* says;
  };
  for (
      const auto& row :
      {Row{422,
           R"({"error":"RecordInvalid","description":"Record validation errors","details":{"requester":[{"description":"Requester: Name is too short"}]}})",
           Verdict::kPermanent, ErrorClass::kRejected, "Requester: Name is too short"},
       Row{422, "", Verdict::kPermanent, ErrorClass::kRejected, "refused"},
       Row{400, R"({"error":"IdempotentRequestError","description":"Request parameters don't match"})", Verdict::kPermanent,
           ErrorClass::kRejected, "Request parameters"},
       Row{403, R"({"error":"Forbidden","description":"You are missing the following required scopes: tickets:write"})", Verdict::kAuth,
           ErrorClass::kAuth, "tickets:write"},
       Row{429, "Number of allowed API requests per minute exceeded", Verdict::kThrottle, ErrorClass::kThrottled, "limit"},
       Row{200, "<html>welcome</html>", Verdict::kRetry, ErrorClass::kBrokenAnswer, "none of Zendesk's"},
       Row{201, R"({"ticket":{}})", Verdict::kRetry, ErrorClass::kBrokenAnswer, "none of Zendesk's"}}) {
    const auto judgement = concluded({{"none", true}}, "create the ticket", row.status, row.body);
    ASSERT_TRUE(judgement) << row.status << row.body;
    EXPECT_EQ(judgement->verdict, row.verdict) << row.body;
    EXPECT_EQ(judgement->errorClass, row.errorClass) << row.body;
    EXPECT_NE(judgement->says.find(row.says), std::string::npos) << judgement->says;
    EXPECT_FALSE(judgement->helps.empty());
    EXPECT_EQ(judgement->certain, row.verdict == Verdict::kAuth);
    EXPECT_FALSE(judgement->more);
  }
  // What is not Zendesk's own goes by the common table.
  for (const int status : {409, 500, 502, 503, 301}) EXPECT_FALSE(concluded({{"none", true}}, "create the ticket", status, "")) << status;
}

TEST(DestinationsDone4Zendesk, AStrangePageIsNotTakenForNoTicket) {
  const auto judgement = concluded(json::object(), "find the conversation's ticket", 200, "<html>sign in</html>");
  ASSERT_TRUE(judgement);
  EXPECT_EQ(judgement->verdict, Verdict::kRetry);
  EXPECT_FALSE(judgement->more);
}

TEST(DestinationsDone4Zendesk, AClosedTicketIsKnownByEitherOfItsFaults) {
  for (const auto* body : {R"({"error":"RecordInvalid","details":{"status":[{"description":"Status: closed prevents ticket update"}]}})",
                           R"({"error":"RecordInvalid","details":{"base":[{"description":"Status: closed prevents ticket update"}]}})"}) {
    const auto judgement = concluded({{"ticket", "12"}}, "add the comment", 422, body);
    ASSERT_TRUE(judgement);
    EXPECT_TRUE(judgement->more) << "a follow-up comes next";
  }
  const auto refused = concluded({{"ticket", "12"}}, "add the comment", 422, R"({"error":"RecordInvalid","details":{"comment":[{}]}})");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->verdict, Verdict::kPermanent);
}

TEST(DestinationsDone4Zendesk, ATokenThatIsRefusedTwiceIsRefusedCredentials) {
  Between service([](sandbox::ServiceRequest& request, sandbox::Service&) -> std::optional<sandbox::ServiceReply> {
    if (request.path == "/oauth/tokens") return std::nullopt;
    return sandbox::ServiceReply::json(401, {{"error", "invalid_token"}});
  });
  PlanRig rig(zendesk(), service);
  const auto outcome = rig.deliver(handoff());
  EXPECT_FALSE(outcome.delivered);
  EXPECT_EQ(outcome.last.verdict, Verdict::kAuth);
  EXPECT_TRUE(outcome.last.certain);
  EXPECT_EQ(outcome.steps.size(), 2U * PlanRig::kMostTries) << "twice in each try";
}

TEST(DestinationsDone4Zendesk, ASignInThatFailsSaysWhy) {
  struct Row {
    int status;
    const char* body;
    Verdict verdict;
    const char* says;
  };
  for (const auto& row :
       {Row{401, R"({"error":"invalid_client"})", Verdict::kAuth, "identifier and secret"},
        Row{400, R"({"error":"invalid_scope","error_description":"The scope is unknown"})", Verdict::kAuth, "The scope is unknown"},
        Row{404, "No help desk at acme.zendesk.com", Verdict::kRetry, "subdomain"}, Row{429, "", Verdict::kThrottle, "limit"},
        Row{503, "", Verdict::kRetry, "503"}, Row{200, "<html></html>", Verdict::kRetry, "without a token"}}) {
    model::HttpResult result;
    result.status = row.status;
    result.body = row.body;
    const auto read = destinationFor(WebhookKind::kZendesk)->signedIn(zendesk(), result);
    const auto* judgement = std::get_if<Judgement>(&read);
    ASSERT_TRUE(judgement) << row.status;
    EXPECT_EQ(judgement->verdict, row.verdict) << row.status;
    EXPECT_NE(judgement->says.find(row.says), std::string::npos) << judgement->says;
    EXPECT_EQ(judgement->says.find("client-secret-1"), std::string::npos);
  }
}

TEST(DestinationsDone5Zendesk, NoVisitorCanBreakTheTicketOrFillAPlaceholder) {
  for (const auto& text : hostileTexts()) {
    auto data = json{{"reason", text}, {"visitorName", text}, {"visitorEmail", "jo@example.com"}, {"urgency", "high"}};
    data["conversationHistory"] = json::array({{{"role", text}, {"content", text}}});
    auto service = sandbox::makeZendeskStandIn();
    PlanRig rig(zendesk(), *service);
    const auto event = eventOf("handoff.requested", data);
    EXPECT_TRUE(rig.deliver(event).delivered) << text.substr(0, 80);
    EXPECT_EQ(timesTold(*service, event), 1) << text.substr(0, 80);
    const auto ticket = json(service->records())["tickets"][0];
    EXPECT_EQ(ticket["subject"].get<std::string>().find('\n'), std::string::npos);
    EXPECT_LE(lengthOf(ticket["subject"].get<std::string>()), 150U);
    std::vector<std::string> texts;
    collectTexts(ticket["comments"], texts);
    texts.push_back(ticket["subject"].get<std::string>());
    for (const auto& one : texts) {
      EXPECT_EQ(one.find("{{"), std::string::npos);
      EXPECT_EQ(one.find("{%"), std::string::npos);
      for (const char c : one) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t');
    }
  }
}

TEST(DestinationsDone5Zendesk, OfALongConversationTheNewestPartIsKept) {
  auto history = json::array();
  for (int i = 0; i < 1000; ++i) history.push_back({{"role", "user"}, {"content", "message " + std::to_string(i) + std::string(500, '.')}});
  const auto body = ticketOf(zendesk(), handoff({{"conversationHistory", history}}))["comment"]["body"].get<std::string>();
  EXPECT_LE(body.size(), 65'535U);
  EXPECT_GT(body.size(), 60'000U);
  EXPECT_NE(body.find("(earlier messages are left out)"), std::string::npos);
  EXPECT_NE(body.find("message 999"), std::string::npos);
  EXPECT_EQ(body.find("message 0."), std::string::npos);
  EXPECT_TRUE(body.ends_with("[Hookline event evt_0000000abcdef]"));
}

TEST(DestinationsDone5Zendesk, FeedbackComesOnlyWhenItIsNamedAndACommentNeedsAConversation) {
  auto webhook = zendesk();
  const auto takes = [&webhook](const model::Event& event) {
    model::EventView view(event);
    return destinations::match(webhook, view);
  };
  const auto feedback = eventOf("feedback.received", {{"rating", 1}});
  EXPECT_EQ(takes(feedback), model::NoMatch::kNoAction);
  EXPECT_EQ(takes(eventOf("lead.captured", {{"email", "jo@example.com"}})), model::NoMatch::kNoAction);
  EXPECT_EQ(takes(eventOf("conversation.ended", json::object())), model::NoMatch::kNone);
  EXPECT_EQ(takes(eventOf("conversation.ended", json::object(), "")), model::NoMatch::kNoAction);
  EXPECT_EQ(takes(eventOf("handoff.requested", {{"reason", "x"}}, "")), model::NoMatch::kNone);
  webhook.events = {"feedback.received"};
  EXPECT_EQ(takes(feedback), model::NoMatch::kNone);
}

TEST(DestinationsDone5Zendesk, SavingTurnsTheOrderOfAConversationOn) {
  EXPECT_EQ(zendesk().ordering, (model::Ordering{model::Ordering::By::kConversation, model::Ordering::OnDead::kSkip}));
  auto chosen = zendesk();
  chosen.ordering.onDead = model::Ordering::OnDead::kBlock;
  EXPECT_TRUE(settle(chosen).empty());
  EXPECT_EQ(chosen.ordering.onDead, model::Ordering::OnDead::kBlock) << "what somebody chose stays";
}

TEST(DestinationsBadInputZendesk, WhatIsWrongIsNamedByField) {
  const auto faultsOf = [](const json& settings) {
    model::Webhook webhook;
    webhook.kind = WebhookKind::kZendesk;
    webhook.settings = {{"subdomain", "acme"}, {"clientId", "hookline"}, {"clientSecret", "client-secret-1"}};
    webhook.settings.update(settings);
    std::map<std::string, std::string> out;
    for (const auto& fault : settle(webhook)) out[fault.path] = fault.message;
    return out;
  };
  EXPECT_TRUE(faultsOf(json::object()).empty());
  EXPECT_TRUE(faultsOf({{"subdomain", "https://acme.zendesk.com"}}).contains("/settings/subdomain"));
  EXPECT_TRUE(faultsOf({{"subdomain", ""}}).contains("/settings/subdomain"));
  EXPECT_TRUE(faultsOf({{"clientSecret", ""}}).contains("/settings/clientSecret"));
  EXPECT_TRUE(faultsOf({{"clientId", ""}}).contains("/settings/clientId"));
  EXPECT_TRUE(faultsOf({{"auth", "token"}}).contains("/settings/apiToken"));
  EXPECT_TRUE(faultsOf({{"auth", "token"}, {"apiToken", "old-token-1"}}).contains("/settings/email"));
  EXPECT_TRUE(faultsOf({{"auth", "password"}}).contains("/settings/auth"));
  EXPECT_TRUE(faultsOf({{"tags", "hand off"}}).contains("/settings/tags"));
  EXPECT_TRUE(faultsOf({{"groupId", "sales"}}).contains("/settings/groupId"));
  EXPECT_TRUE(faultsOf({{"priorityMap", {{"high", "now"}}}}).contains("/settings/priorityMap/high"));
  EXPECT_TRUE(faultsOf({{"priorityMap", {{"huge", "high"}}}}).contains("/settings/priorityMap/huge"));
  EXPECT_TRUE(faultsOf({{"customFields", {{"reason", "x"}}}}).contains("/settings/customFields/reason"));
}

}  // namespace
}  // namespace hookline::destinations::testing
