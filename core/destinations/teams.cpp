#include "destinations/teams.h"

#include <algorithm>
#include <array>
#include <utility>

#include "destinations/known_answers.h"
#include "model/json_member.h"
#include "model/secret_url.h"

namespace hookline::destinations {
namespace {

using model::ErrorClass;
using model::SettingKind;
using model::Verdict;
using nlohmann::json;
using nlohmann::ordered_json;

// Ours, to keep a card readable; Teams itself limits the whole alone.
constexpr std::size_t kMaxTitle = 256;
constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxValue = 2000;
constexpr std::size_t kMaxText = 8000;
constexpr PartLimits kParts{kMaxTitle, kMaxText, kMaxText, kMaxValue, Count::kCharacters, kMaxName};
constexpr std::size_t kMaxLines = 100;
constexpr std::size_t kMaxLabel = 75;
constexpr std::size_t kMaxUrl = 2000;

/// integrations.md §9: Teams takes 28 KB, but what comes out of the workflow is larger than what went in; about 21 KB got through.
constexpr std::size_t kMaxBytes = 20 * 1024;

ordered_json runOf(const Span& span) {
  ordered_json run{{"type", "TextRun"}, {"text", span.text}};
  if (span.bold) run["weight"] = "Bolder";
  if (span.italic) run["italic"] = true;
  if (span.code) run["fontType"] = "Monospace";
  return run;
}

ordered_json blockOf(ordered_json runs) { return {{"type", "RichTextBlock"}, {"inlines", std::move(runs)}}; }

/// A block for each line, because a line break inside a run is not always shown as one. An empty line is a gap before the next.
void addLines(const RichText& text, ordered_json& blocks) {
  bool gap = true;
  const auto most = blocks.size() + kMaxLines;
  for (const auto& line : linesOf(text)) {
    if (blocks.size() == most) return blocks.push_back(blockOf(ordered_json::array({runOf({"\u2026"})})));
    auto runs = ordered_json::array();
    for (const auto& span : line) runs.push_back(runOf(span));
    if (runs.empty()) {
      gap = true;
      continue;
    }
    auto block = blockOf(std::move(runs));
    if (!std::exchange(gap, false)) block["spacing"] = "None";
    blocks.push_back(std::move(block));
  }
}

ordered_json containerOf(ordered_json items, std::string_view style) {
  return {{"type", "Container"}, {"style", style}, {"items", std::move(items)}};
}

/// Cards know no colours of their own, only what they mean.
std::string_view styleOf(int color) {
  const int red = color >> 16;
  const int green = (color >> 8) & 0xFF;
  const int blue = color & 0xFF;
  const auto [least, most] = std::minmax({red, green, blue});
  if (most - least < 64) return "emphasis";
  if (blue == most) return "accent";
  if (std::min(red, green) >= most / 2) return "warning";
  return green == most ? "good" : "attention";
}

void addTitle(const Rendered& message, std::size_t room, ordered_json& blocks) {
  if (message.title.empty()) return;
  ordered_json title{{"type", "TextRun"}, {"text", shortened(plainText(message.title), room)}, {"size", "Large"}, {"weight", "Bolder"}};
  auto block = blockOf(ordered_json::array({std::move(title)}));
  blocks.push_back(message.color ? containerOf(ordered_json::array({std::move(block)}), styleOf(*message.color)) : std::move(block));
}

/// "**Email:** jo@example.com", one below the other.
void addFields(const Rendered& message, std::size_t room, ordered_json& blocks) {
  for (const auto& field : message.fields) {
    RichText line{{shortened(plainText(field.name), room) + ": ", true}};
    const auto value = shortened(field.value, room);
    line.insert(line.end(), value.begin(), value.end());
    addLines(line, blocks);
  }
}

ordered_json actionsOf(const Rendered& message) {
  auto actions = ordered_json::array();
  for (const auto& link : message.links)
    if (link.url.size() <= kMaxUrl)
      actions.push_back({{"type", "Action.OpenUrl"},
                         {"title", shortened(link.text.empty() ? std::string_view("Open") : link.text, kMaxLabel)},
                         {"url", link.url}});
  return actions;
}

/// With no part longer than `room`.
ordered_json cardOf(const Rendered& message, std::size_t room) {
  auto blocks = ordered_json::array();
  addTitle(message, room, blocks);
  addLines(shortened(message.text, room), blocks);
  addFields(message, room, blocks);
  if (!message.quote.empty()) {
    auto lines = ordered_json::array();
    addLines(shortened(message.quote, room), lines);
    blocks.push_back(containerOf(std::move(lines), "emphasis"));
  }
  ordered_json footer{{"type", "TextRun"}, {"text", message.footer}, {"size", "Small"}, {"isSubtle", true}};
  blocks.push_back(blockOf(ordered_json::array({std::move(footer)})));
  ordered_json card{{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                    {"type", "AdaptiveCard"},
                    {"version", "1.4"},
                    {"body", std::move(blocks)}};
  if (auto actions = actionsOf(message); !actions.empty()) card["actions"] = std::move(actions);
  return {{"type", "message"},
          {"attachments", ordered_json::array(
                              {{{"contentType", "application/vnd.microsoft.card.adaptive"}, {"contentUrl", nullptr}, {"content", card}}})}};
}

std::size_t bytesOf(const ordered_json& body) { return body.dump(-1, ' ', false, json::error_handler_t::replace).size(); }

constexpr std::string_view kMakeNew =
    "Make a new one in Teams (the channel's menu, Workflows, \"Send webhook alerts to a channel\"), put its URL into the webhook here, "
    "then "
    "resume.";
constexpr std::string_view kRefused = "The workflow in Teams does not accept this webhook's URL.";
constexpr std::string_view kCopyAgain =
    "Open the workflow, let Anyone trigger it, copy its URL again as a whole, put it into the webhook here, then resume.";
constexpr std::string_view kOff = "The workflow in Teams is turned off or no longer exists.";
constexpr std::string_view kTurnOn =
    "Turn it on, or make a new one (the channel's menu, Workflows) and put its URL into the webhook here, then resume.";
constexpr std::string_view kMendMessage = "Mend the webhook's message for this type of events, then retry.";

/// integrations.md §2. What a workflow answers is not documented, so the status decides; a workflow that is off answers 400 as well.
constexpr auto kAnswers = std::to_array<KnownAnswer>({
    {400, "WorkflowTriggerIsNotEnabled", Verdict::kGone, ErrorClass::kGone, kOff, kTurnOn},
    {400, {}, Verdict::kPermanent, ErrorClass::kRejected, "The workflow in Teams cannot read the message.", kMendMessage},
    {401, {}, Verdict::kAuth, ErrorClass::kAuth, kRefused, kCopyAgain, true},
    {403, {}, Verdict::kAuth, ErrorClass::kAuth, kRefused, kCopyAgain, true},
    {404, {}, Verdict::kGone, ErrorClass::kGone, kOff, kTurnOn},
    {410, {}, Verdict::kGone, ErrorClass::kGone, "The workflow in Teams no longer exists.", kMakeNew},
    {413, {}, Verdict::kPermanent, ErrorClass::kRejected, "The message is too long for Teams.", kMendMessage},
});

}  // namespace

const model::Integration& Teams::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kTeams,
      .title = "Microsoft Teams",
      .summary =
          "Posts a card in a Teams channel through a workflow. Delivered means queued: whether the workflow then failed is seen in Power "
          "Automate alone.",
      .fields = withSharedFields(
          {{.name = "url",
            .kind = SettingKind::kSecret,
            .label = "Workflow URL",
            .help = "In Teams: the channel's menu, Workflows, \"Send webhook alerts to a channel\", Save, copy the URL; Anyone must be "
                    "allowed to trigger it. Whoever has it can post, so it is kept like a password. A workflow ends with the account of "
                    "the person who made it: use a service account.",
            .placeholder = "https://\u2026.environment.api.powerplatform.com/\u2026",
            .required = true,
            // Addresses of the connectors are let through to check(), which knows what to say of them.
            .pattern = R"(https://[\w.-]+\.(logic\.azure|environment\.api\.powerplatform|office)\.com(:443)?/\S+)",
            .mustBe = "must be a workflow of Teams: https://\u2026.logic.azure.com/\u2026 or "
                      "https://\u2026.environment.api.powerplatform.com/\u2026"}}),
      .events = chatActions(),
      .limits = {{"Messages", "4 a second"},
                 {"The whole card", "28 KB; longer text is cut"},
                 {"Text and quote", "8,000 characters and 100 lines each"},
                 {"Fields", "2,000 characters each"},
                 {"Mentions, name and picture of the sender", "cannot be set through a workflow"}},
      .messages = true};
  return kIntegration;
}

std::vector<base::FieldError> Teams::check(const model::Webhook& webhook) const {
  if (!model::hostOfUrl(webhook.url).ends_with(".office.com")) return {};
  return {
      {"/url",
       "is a connector, and Microsoft ended those in spring 2026. In Teams open the channel's menu, Workflows, \"Send webhook alerts to a "
       "channel\", and give the URL of the workflow that this makes"}};
}

std::vector<ChatDestination::Use> Teams::measure(const Rendered& message) const { return measured(message, kParts); }

ordered_json Teams::body(const Rendered& message, const Occasion&) const {
  const auto cut = cutTo(kParts, message);
  auto out = cardOf(cut, kMaxText);
  for (auto room = kMaxText; bytesOf(out) > kMaxBytes && room > 0; out = cardOf(cut, room)) room = room * 3 / 4;
  return out;
}

std::optional<Judgement> Teams::judge(const model::HttpResult& result) const {
  const auto answer = json::parse(result.body, nullptr, false);
  const auto& error = model::memberOf(answer, "error");
  const auto& code = model::memberOf(error, "code");
  // A proxy on the way says it in other words.
  return code.is_string() ? judgeBy(kAnswers, result, code.get_ref<const std::string&>()) : std::nullopt;
}

}  // namespace hookline::destinations
