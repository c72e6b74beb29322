#include <algorithm>

#include "api/answers.h"
#include "api/calls.h"
#include "api/delivery_filter.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "base/encoding.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

constexpr std::size_t kMaxNameCharacters = 64;
constexpr std::size_t kMaxViewBytes = 16 * 1024;
constexpr std::size_t kMaxColumns = 50;

base::Error viewNotFound() { return notFound("View not found"); }

/// Characters of well-formed UTF-8, or nothing when one of them cannot be seen: a control character of ASCII or Latin-1.
std::optional<std::size_t> printableCharacters(std::string_view text) {
  if (!base::isUtf8(text)) return std::nullopt;
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return std::nullopt;
    if (byte == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0) return std::nullopt;
    if ((byte & 0xc0U) != 0x80U) ++count;
  }
  return count;
}

bool isName(std::string_view text) {
  const auto characters = printableCharacters(text);
  return characters && *characters >= 1 && *characters <= kMaxNameCharacters;
}

/// A filter's value as a query has it. Nullopt: it is none.
std::optional<std::string> queryWord(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (value.is_number_integer()) return value.dump();
  return std::nullopt;
}

/// The saved filter as the request that the list would get, so that it is judged where every filter is.
Request asRequest(const nlohmann::json& query, FieldReader& fields) {
  Request request;
  for (const auto& [name, value] : query.items()) {
    const auto wanted = value.is_array() ? value : nlohmann::json::array({value});
    for (const auto& one : wanted) {
      auto word = queryWord(one);
      if (!word) fields.refuse("/query/" + base::printable(name, 60), "must be text, a whole number, true or false, or a list of them");
      request.query.emplace_back(name, word.value_or(std::string()));
    }
  }
  return request;
}

void checkQuery(FieldReader& fields, bool deadLetters) {
  const auto* query = fields.find("query");
  if (query == nullptr || !query->is_object())
    return fields.refuse("/query", "must be an object of filters like {\"webhookId\": \"wh_…\"}; an empty one shows all");
  for (const auto* name : {"cursor", "limit"})
    if (query->contains(name)) return fields.refuse("/query/" + std::string(name), "is a place in a list, no filter: leave it out");
  const auto request = asRequest(*query, fields);
  if (!fields.status()) return;
  const auto filter = readFilter(request, !deadLetters, deadLetters);
  if (filter) return;
  for (const auto& detail : filter.error().details) fields.refuse("/query/" + detail.path.substr(1), detail.message);
}

void checkColumns(FieldReader& fields) {
  const auto* columns = fields.find("columns");
  if (columns == nullptr) return;
  const auto isColumn = [](const nlohmann::json& one) { return one.is_string() && isName(one.get_ref<const std::string&>()); };
  if (!columns->is_array() || columns->empty() || columns->size() > kMaxColumns || !std::all_of(columns->begin(), columns->end(), isColumn))
    fields.refuse("/columns", "must be a list of 1 to 50 names of columns, each 1 to 64 characters");
}

base::Status checkView(const Call& call) {
  if (!isName(call.parameters[0]))
    return base::fail(base::Errc::kInvalid, "The name of a view must be 1 to 64 printable characters of UTF-8, without a slash.");
  if (call.request.body.size() > kMaxViewBytes)
    return base::fail(base::Errc::kTooLarge,
                      "The view has " + std::to_string(call.request.body.size()) + " bytes, and at most 16 KiB are taken.");
  FieldReader fields(call.body, {"page", "query", "columns"});
  const auto page = fields.text("page");
  if (page != "deliveries" && page != "dead-letters") fields.refuse("/page", "must be deliveries or dead-letters");
  checkQuery(fields, page == "dead-letters");
  checkColumns(fields);
  return fields.status();
}

OrderedJson viewJson(const store::View& view) {
  OrderedJson body{{"name", view.name}};
  body.update(OrderedJson::parse(view.body, nullptr, false));
  body["updatedAt"] = base::formatIso(view.updatedAt);
  return body;
}

void listViews(const Context& context, Call call) {
  context->services.store.views(
      base::Completion<std::vector<store::View>>([call = std::move(call)](base::Result<std::vector<store::View>> views) mutable {
        if (!views) return call.refuse(views.error());
        std::vector<std::string> items;
        for (const auto& view : *views) items.push_back(dump(viewJson(view)));
        call.answer(textAnswer(200, listText(items, std::nullopt)));
      }));
}

void getView(const Context& context, Call call) {
  auto name = call.parameters[0];
  context->services.store.view(std::move(name),
                               base::Completion<store::View>([call = std::move(call)](base::Result<store::View> view) mutable {
                                 if (!view) return call.refuse(view.error().code == base::Errc::kNotFound ? viewNotFound() : view.error());
                                 call.answer(jsonAnswer(200, viewJson(*view)));
                               }));
}

void putView(const Context& context, Call call) {
  if (auto fine = checkView(call); !fine) return call.refuse(fine.error());
  // The members in the order they came in; null counts as left out.
  auto kept = OrderedJson::parse(call.request.body);
  if (kept.contains("columns") && kept["columns"].is_null()) kept.erase("columns");
  store::View view{call.parameters[0], dump(kept), context->now()};
  auto entry = context->audit(call.who(), "view.save", view.name);
  auto stored = view;
  context->services.store.putView(std::move(stored), std::move(entry),
                                  base::Completion<void>([call = std::move(call), view = std::move(view)](base::Status saved) mutable {
                                    if (!saved) return call.refuse(saved.error());
                                    call.answer(jsonAnswer(200, viewJson(view)));
                                  }));
}

void deleteView(const Context& context, Call call) {
  auto name = call.parameters[0];
  auto entry = context->audit(call.who(), "view.delete", name);
  context->services.store.deleteView(std::move(name), std::move(entry),
                                     base::Completion<void>([call = std::move(call)](base::Status gone) mutable {
                                       if (!gone)
                                         return call.refuse(gone.error().code == base::Errc::kNotFound ? viewNotFound() : gone.error());
                                       call.answer(emptyAnswer());
                                     }));
}

}  // namespace

void addViewCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/views", Permission::kRead, BodyKind::kNone, listViews, {}});
  routes.push_back({"GET", "/api/views/{name}", Permission::kRead, BodyKind::kNone, getView, {}});
  // A view is everybody's: who may only look changes nothing that others see.
  routes.push_back({"PUT", "/api/views/{name}", Permission::kOperate, BodyKind::kObject, putView, {}});
  routes.push_back({"DELETE", "/api/views/{name}", Permission::kOperate, BodyKind::kNone, deleteView, {}});
}

}  // namespace hookline::api::internal
