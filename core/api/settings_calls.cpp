#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

OrderedJson settingsJson(const Services& services, model::Role role) {
  OrderedJson body{{"address", services.address ? services.address() : std::string()},
                   {"allowPrivate", services.addressPolicy.allowPrivate},
                   {"storage", model::toJson(services.limits.rules())},
                   {"fixed", services.fixedLimits}};
  // Where a computer keeps things is nothing for those who only look at deliveries.
  if (model::allows(role, Permission::kAdminister)) body["dataFolder"] = services.dataFolder;
  return body;
}

void getSettings(const Context& context, Call call) {
  call.answer(jsonAnswer(200, settingsJson(context->services, call.request.principal->role)));
}

void patchSettings(const Context& context, Call call) {
  FieldReader fields(call.body, {"storage"});
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  const auto* patch = fields.find("storage");
  if (!patch) return call.answer(jsonAnswer(200, settingsJson(context->services, call.request.principal->role)));
  const auto rules = model::mergeStorageRules(context->services.limits.rules(), *patch);
  if (!rules) return call.refuse(rules.error());
  for (const auto& name : context->services.fixedLimits)
    if (patch->contains(name)) fields.refuse("/storage/" + name, "was given by an option when Hookline was started; change it there");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  const auto text = dump(OrderedJson(model::toJson(*rules)));
  auto audit = context->audit(call.who(), "settings.storage", text);
  context->services.store.putSetting(model::kStorageSetting, text, std::move(audit),
                                     base::Completion<void>([context, call = std::move(call), rules = *rules](base::Status stored) mutable {
                                       if (!stored) return call.refuse(stored.error());
                                       context->services.limits.set(rules);
                                       call.answer(jsonAnswer(200, settingsJson(context->services, call.request.principal->role)));
                                     }));
}

}  // namespace

void addSettingsCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/settings", Permission::kRead, BodyKind::kNone, getSettings, {}});
  routes.push_back({"PATCH", "/api/settings", Permission::kAdminister, BodyKind::kObject, patchSettings, {}});
}

}  // namespace hookline::api::internal
