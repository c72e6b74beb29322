#include "api/dead_letter_ids.h"

#include <set>

#include "api/answers.h"
#include "api/json_body.h"
#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

/// Looks at one id after the other: the readers stay free for others.
struct Counting {
  Call call;
  std::vector<model::DeliveryId> ids;
  std::size_t looked = 0;
  std::uint64_t matched = 0;

  static void next(const Context& context, Counting self) {
    if (self.looked == self.ids.size()) return self.call.answer(jsonAnswer(200, {{"matched", self.matched}}));
    const auto id = self.ids[self.looked++];
    context->services.store.delivery(
        id, base::Completion<store::DeliveryDetail>([context, self = std::move(self)](base::Result<store::DeliveryDetail> detail) mutable {
          if (!detail && detail.error().code != base::Errc::kNotFound) return self.call.refuse(detail.error());
          if (detail && detail->row.state == model::DeliveryState::kDead) ++self.matched;
          next(context, std::move(self));
        }));
  }
};

}  // namespace

base::Result<ChosenIds> readIds(const nlohmann::json& body) {
  FieldReader fields(body, {"ids", "filter", "dryRun"});
  ChosenIds chosen;
  chosen.dryRun = fields.flag("dryRun").value_or(false);
  const auto* ids = fields.find("ids");
  if (ids && fields.find("filter")) fields.refuse("/filter", "cannot stand beside ids");
  if (!ids || !ids->is_array() || ids->empty() || ids->size() > kMaxDeadLetterIds) {
    fields.refuse("/ids", "must be a list of 1 to 1000 ids of dead letters");
    return base::fail(fields.status().error());
  }
  std::set<model::DeliveryId> seen;
  for (std::size_t i = 0; i < ids->size(); ++i) {
    const auto& value = (*ids)[i];
    const auto id = value.is_string() ? model::DeliveryId::parse(value.get_ref<const std::string&>()) : std::nullopt;
    if (!id)
      fields.refuse("/ids/" + std::to_string(i), "must be the id of a delivery like dlv_0123456789ABC");
    else if (seen.insert(*id).second)
      chosen.ids.push_back(*id);
  }
  if (auto fine = fields.status(); !fine) return base::fail(fine.error());
  return chosen;
}

void countDead(const Context& context, Call call, std::vector<model::DeliveryId> ids) {
  Counting::next(context, {std::move(call), std::move(ids), 0, 0});
}

}  // namespace hookline::api::internal
