#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "base/encoding.h"
#include "net/url.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

constexpr std::int64_t kMaxEventsPerSecond = 1'000'000;

OrderedJson tokenJson(const model::ApiToken& token) {
  OrderedJson body{{"name", token.name}, {"role", model::toText(token.role)}};
  if (token.eventsPerSecond > 0) body["eventsPerSecond"] = token.eventsPerSecond;
  body["createdAt"] = base::formatIso(token.createdAt);
  if (token.lastUsedAt) body["lastUsedAt"] = base::formatIso(*token.lastUsedAt);
  return body;
}

void listTokens(const Context& context, Call call) {
  std::vector<std::string> items;
  for (const auto& token : context->services.tokens.list()) items.push_back(dump(tokenJson(token)));
  call.answer(textAnswer(200, listText(items, std::nullopt)));
}

/// Where a link may lead. Errors: kConflict: nobody else finds this core.
base::Result<std::string> addressOfLink(const Services& services) {
  auto address = services.address();
  const auto url = net::parseUrl(address);
  if (!url)
    return base::fail(base::Errc::kConflict, "This Hookline listens on no address, so no link can lead to it. Start it with --listen.");
  if (url->host == "0.0.0.0" || url->host == "::")
    return base::fail(base::Errc::kConflict,
                      "This Hookline listens on every address, and a link must name one. Start it with --public-url URL, the address at "
                      "which others reach it.");
  return address;
}

/// The token itself is made when the link is used.
void makeLink(const Context& context, Call call, ConnectLinks::Grant grant) {
  const auto& services = context->services;
  if (auto fine = services.tokens.checkNew(grant.name); !fine) return call.refuse(fine.error());
  const auto address = addressOfLink(services);
  if (!address) return call.refuse(address.error());
  const auto code = context->links.make(grant);
  if (!code) return call.refuse(code.error());
  services.store.audit(context->audit(call.who(), "token.link", grant.name));
  std::string link = "hookline://connect?address=" + base::percentEncoded(*address);
  if (const auto pin = services.certificateSha256 ? services.certificateSha256() : std::string(); !pin.empty()) link += "&pin=" + pin;
  link += "&name=" + grant.name + "&role=" + std::string(model::toText(grant.role)) + "&code=" + *code;
  OrderedJson body{{"name", grant.name}, {"role", model::toText(grant.role)}};
  if (grant.eventsPerSecond > 0) body["eventsPerSecond"] = grant.eventsPerSecond;
  body["link"] = std::move(link);
  body["validUntil"] = base::formatIso(context->now() + ConnectLinks::kValidFor);
  call.answer(jsonAnswer(201, body));
}

void createToken(const Context& context, Call call) {
  FieldReader fields(call.body, {"name", "role", "eventsPerSecond", "link"});
  const auto name = fields.text("name");
  const auto roleText = fields.text("role");
  const auto perSecond = fields.integer("eventsPerSecond", 0, kMaxEventsPerSecond);
  const auto link = fields.flag("link");
  const auto role = model::parseRole(roleText.value_or(""));
  if (!fields.find("name")) fields.refuse("/name", "is required");
  if (!fields.find("role")) fields.refuse("/role", "is required: producer, viewer, operator or admin");
  if (roleText && !role) fields.refuse("/role", "must be producer, viewer, operator or admin");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto who = call.who();
  if (link.value_or(false))
    return makeLink(context, std::move(call), {*name, *role, static_cast<int>(perSecond.value_or(0)), std::move(who)});
  context->services.tokens.create(
      *name, *role, static_cast<int>(perSecond.value_or(0)), std::move(who),
      base::Completion<TokenBook::Created>([call = std::move(call)](base::Result<TokenBook::Created> made) mutable {
        if (!made) return call.refuse(made.error());
        auto body = tokenJson(made->token);
        body["token"] = made->text;
        call.answer(jsonAnswer(201, body));
      }));
}

/// Without a token: the code is what the caller has. It is written nowhere, wrong or right.
void connectByCode(const Context& context, Call call) {
  auto& tokens = context->services.tokens;
  if (auto may = tokens.admitGuess(call.request.peer); !may) return call.refuse(may.error());
  FieldReader fields(call.body, {"code"});
  const auto code = fields.text("code");
  if (!fields.find("code")) fields.refuse("/code", "is required: that of the connect link");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  const auto grant = context->links.use(*code);
  if (!grant) {
    if (grant.error().code == base::Errc::kUnauthorized) tokens.guessedWrong(call.request.peer);
    return call.refuse(grant.error());
  }
  auto who = grant->madeBy + " (connect link" + (call.request.peer.empty() ? "" : ", used from " + call.request.peer) + ")";
  tokens.create(
      grant->name, grant->role, grant->eventsPerSecond, std::move(who),
      base::Completion<TokenBook::Created>([context, code = *code, call = std::move(call)](base::Result<TokenBook::Created> made) mutable {
        if (!made) {
          // Where nobody knows whether the token is there, a second one must not be.
          if (!made.error().outcomeUnknown) context->links.giveBack(code);
          return call.refuse(made.error());
        }
        call.answer(jsonAnswer(200, {{"token", made->text}, {"name", made->token.name}, {"role", model::toText(made->token.role)}}));
      }));
}

void revokeToken(const Context& context, Call call) {
  auto who = call.who();
  auto name = call.parameters[0];
  context->services.tokens.revoke(
      std::move(name), std::move(who), base::Completion<void>([call = std::move(call)](base::Status gone) mutable {
        if (!gone) return call.refuse(gone.error().code == base::Errc::kNotFound ? notFound("Token not found") : gone.error());
        call.answer(emptyAnswer());
      }));
}

}  // namespace

void addTokenCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/tokens", Permission::kAdminister, BodyKind::kNone, listTokens, {}});
  routes.push_back({"POST", "/api/tokens", Permission::kAdminister, BodyKind::kObject, createToken, {"token", "link"}});
  routes.push_back({"POST", "/api/connect", std::nullopt, BodyKind::kObject, connectByCode, {}});
  routes.push_back({"DELETE", "/api/tokens/{name}", Permission::kAdminister, BodyKind::kNone, revokeToken, {}});
}

}  // namespace hookline::api::internal
