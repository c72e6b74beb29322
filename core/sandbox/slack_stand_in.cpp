#include <algorithm>

#include "destinations/rich_text.h"
#include "sandbox/services.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §3.
constexpr std::size_t kMaxBlocks = 50;
constexpr std::size_t kMaxAttachments = 100;
constexpr std::size_t kMaxHeader = 150;
constexpr std::size_t kMaxSection = 3000;
constexpr std::size_t kMaxFields = 10;
constexpr std::size_t kMaxField = 2000;
constexpr std::size_t kMaxElements = 25;

bool isText(const json& value, std::string_view wantedType, std::size_t most) {
  if (!value.is_object() || !value.contains("text") || !value["text"].is_string()) return false;
  const auto& text = value["text"].get_ref<const std::string&>();
  const auto type = value.value("type", std::string());
  const bool known = wantedType.empty() ? type == "mrkdwn" || type == "plain_text" : type == wantedType;
  return known && !text.empty() && destinations::lengthOf(text) <= most;
}

bool isSection(const json& block) {
  const auto fields = block.find("fields");
  const bool hasText = block.contains("text");
  if (hasText && !isText(block["text"], "", kMaxSection)) return false;
  if (fields == block.end()) return hasText;
  return fields->is_array() && !fields->empty() && fields->size() <= kMaxFields &&
         std::all_of(fields->begin(), fields->end(), [](const json& field) { return isText(field, "", kMaxField); });
}

bool isBlock(const json& block) {
  if (!block.is_object()) return false;
  const auto type = block.value("type", std::string());
  if (type == "header") return block.contains("text") && isText(block["text"], "plain_text", kMaxHeader);
  if (type == "section") return isSection(block);
  if (type == "divider") return true;
  if (type != "actions" && type != "context") return false;
  const auto elements = block.find("elements");
  return elements != block.end() && elements->is_array() && !elements->empty() && elements->size() <= kMaxElements;
}

bool areBlocks(const json& blocks) {
  return blocks.is_array() && blocks.size() <= kMaxBlocks && std::all_of(blocks.begin(), blocks.end(), isBlock);
}

class SlackStandIn final : public Service {
 public:
  std::string_view name() const override { return "slack"; }

  ServiceReply answer(const ServiceRequest& request) override {
    const auto parts = pathParts(request.path);
    if (parts.size() != 4 || parts[0] != "services" || request.method != "POST") return ServiceReply::text(404, "no_service");
    if (isRefusedCredential(parts[3])) return ServiceReply::text(403, "invalid_token");
    const auto payload = json::parse(request.body, nullptr, false);
    if (!payload.is_object()) return ServiceReply::text(400, "invalid_payload");
    const auto text = payload.value("text", json());
    const bool hasBlocks = payload.contains("blocks") && !payload["blocks"].empty();
    const auto attachments = payload.value("attachments", json::array());
    if (!attachments.is_array() || attachments.size() > kMaxAttachments) return ServiceReply::text(400, "too_many_attachments");
    if (!hasBlocks && attachments.empty() && (!text.is_string() || text.get_ref<const std::string&>().empty()))
      return ServiceReply::text(400, "no_text");
    if (hasBlocks && !areBlocks(payload["blocks"])) return ServiceReply::text(400, "invalid_blocks");
    for (const auto& attachment : attachments)
      if (attachment.is_object() && attachment.contains("blocks") && !areBlocks(attachment["blocks"]))
        return ServiceReply::text(400, "invalid_blocks");
    messages_.push_back({{"channel", std::string(parts[2])}, {"at", base::formatIso(request.at)}, {"message", payload}});
    return ServiceReply::text(200, "ok");
  }

  ordered_json records() const override { return {{"messages", messages_}}; }
  ordered_json example(const std::string& standIns) const override {
    return {{"url", standIns + "/slack/services/T0/B0/stand-in"}, {"settings", {{"baseUrl", standIns}}}};
  }
  void forget() override { messages_ = ordered_json::array(); }

 private:
  ordered_json messages_ = ordered_json::array();
};

}  // namespace

std::unique_ptr<Service> makeSlackStandIn() { return std::make_unique<SlackStandIn>(); }

}  // namespace hookline::sandbox
