#include <algorithm>
#include <array>
#include <optional>

#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// integrations.md §9.
constexpr std::size_t kMaxBytes = 28 * 1024;

constexpr auto kElements = std::to_array<std::string_view>(
    {"TextBlock", "RichTextBlock", "FactSet", "Container", "ColumnSet", "Image", "ImageSet", "ActionSet", "Table", "Media"});
/// Of the actions a workflow's card may hold; it has nobody who could take a submitted form.
constexpr auto kActions = std::to_array<std::string_view>({"Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"});

constexpr std::string_view kCardType = "application/vnd.microsoft.card.adaptive";

ServiceReply refused(int status, std::string_view code, std::string_view message) {
  return ServiceReply::json(status, {{"error", {{"code", code}, {"message", message}}}});
}

template <typename Names>
bool isOneOf(const json& item, const Names& names) {
  const auto type = item.is_object() ? item.value("type", json()) : json();
  return type.is_string() && std::find(names.begin(), names.end(), type.get_ref<const std::string&>()) != names.end();
}

bool holdsOnly(const json& holder, const char* member, const auto& names) {
  const auto items = holder.value(member, json::array());
  return items.is_array() && std::all_of(items.begin(), items.end(), [&names](const json& item) { return isOneOf(item, names); });
}

bool isMessage(const json& payload) {
  if (!payload.is_object() || payload.value("type", json()) != "message") return false;
  const auto attachments = payload.value("attachments", json());
  return attachments.is_array() && !attachments.empty() && std::all_of(attachments.begin(), attachments.end(), [](const json& attachment) {
           return attachment.is_object() && attachment.contains("contentType") && attachment.contains("content");
         });
}

/// Why posting the card fails, after the workflow has taken it.
std::optional<std::string> faultOf(const json& attachment) {
  if (attachment["contentType"] != kCardType) return "The attachment is no Adaptive Card.";
  const auto& card = attachment["content"];
  if (!card.is_object() || card.value("type", json()) != "AdaptiveCard") return "The content is no Adaptive Card.";
  const auto version = card.value("version", json());
  if (!version.is_string() || version.get_ref<const std::string&>() > "1.5") return "The card's version is not supported.";
  if (!holdsOnly(card, "body", kElements)) return "The card holds an unknown element.";
  if (!holdsOnly(card, "actions", kActions)) return "The card holds an action that a workflow does not support.";
  return std::nullopt;
}

/// A workflow's webhook: /workflows/{id}, with or without what Power Automate puts behind it. What it answers says that a run was started;
/// whether the run then posts the card or fails, only its records say.
class TeamsStandIn final : public Service {
 public:
  std::string_view name() const override { return "teams"; }

  ServiceReply answer(const ServiceRequest& request) override {
    const auto parts = pathParts(request.path);
    if (parts.size() < 2 || parts[0] != "workflows" || parts[1].empty() || request.method != "POST")
      return refused(404, "WorkflowNotFound", "The workflow could not be found.");
    if (isRefusedCredential(parts[1]) || isRefusedCredential(request.parameter("sig")))
      return refused(401, "DirectApiAuthorizationRequired", "The request must be authenticated only by Shared Access scheme.");
    if (request.body.size() > kMaxBytes) return refused(413, "RequestEntityTooLarge", "The request is larger than 28 KB.");
    const auto payload = json::parse(request.body, nullptr, false);
    if (payload.is_discarded()) return refused(400, "InvalidRequestContent", "The request content is not valid JSON.");
    if (!isMessage(payload))
      return refused(400, "TriggerInputSchemaMismatch", "The input body for trigger 'manual' did not match its schema definition.");
    for (const auto& attachment : payload["attachments"]) run(parts[1], attachment, request.at);
    return {202, {}, {}};
  }

  ordered_json records() const override { return {{"messages", messages_}, {"failedRuns", failedRuns_}}; }
  ordered_json example(const std::string& standIns) const override {
    return {{"url", standIns + "/teams/workflows/stand-in"}, {"settings", {{"baseUrl", standIns}}}};
  }
  void forget() override {
    messages_ = ordered_json::array();
    failedRuns_ = ordered_json::array();
  }

 private:
  void run(std::string_view workflow, const json& attachment, base::WallTime at) {
    ordered_json record{{"workflow", workflow}, {"at", base::formatIso(at)}};
    if (const auto fault = faultOf(attachment)) {
      record["error"] = *fault;
      failedRuns_.push_back(std::move(record));
    } else {
      record["message"] = attachment["content"];
      messages_.push_back(std::move(record));
    }
  }

  ordered_json messages_ = ordered_json::array();
  ordered_json failedRuns_ = ordered_json::array();
};

}  // namespace

std::unique_ptr<Service> makeTeamsStandIn() { return std::make_unique<TeamsStandIn>(); }

}  // namespace hookline::sandbox
