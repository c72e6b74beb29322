#include "sandbox/services.h"
#include "sandbox/slack_blocks.h"

namespace hookline::sandbox {
namespace {

using internal::areSlackBlocks;
using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §3.
constexpr std::size_t kMaxAttachments = 100;

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
    if (hasBlocks && !areSlackBlocks(payload["blocks"])) return ServiceReply::text(400, "invalid_blocks");
    for (const auto& attachment : attachments)
      if (attachment.is_object() && attachment.contains("blocks") && !areSlackBlocks(attachment["blocks"]))
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
