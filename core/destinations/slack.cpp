#include "destinations/slack.h"

#include <algorithm>
#include <array>
#include <utility>

#include "destinations/event_values.h"
#include "destinations/known_answers.h"

namespace hookline::destinations {
namespace {

using model::ErrorClass;
using model::SettingKind;
using model::Verdict;
using nlohmann::ordered_json;

// integrations.md §3; characters.
constexpr std::size_t kMaxHeader = 150;
constexpr std::size_t kMaxSection = 3000;
constexpr std::size_t kMaxField = 2000;
constexpr std::size_t kFieldsASection = 10;
constexpr std::size_t kMaxText = 4000;
constexpr std::size_t kMaxUrl = 3000;
constexpr std::size_t kMaxButton = 75;

/// An invisible character that ends what Slack would read as markup; there is no escape for it.
constexpr std::string_view kBreak = "\u200b";

bool isWordByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U;
}

/// & < > as Slack asks, so that no text can mention anybody or carry a link; the signs of its markup lose their meaning at the edge of a
/// word, the only place where they have one. Inside a word they stay as they are, so that an address can be copied.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool lineStart = i == 0 || text[i - 1] == '\n';
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      // At the beginning of a line it would be a quotation.
      out.append(lineStart ? kBreak : "").append("&gt;");
    } else if (c == '`' || c == '*' || c == '_' || c == '~') {
      const bool insideWord = !lineStart && isWordByte(text[i - 1]) && i + 1 < text.size() && isWordByte(text[i + 1]);
      if (c == '`' || !insideWord) out += kBreak;
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

const Writing& mrkdwn() {
  static const Writing kWriting{escaped, "*", "*", "_", "_", "`", "`"};
  return kWriting;
}

std::string writtenText(const RichText& text) { return written(text, mrkdwn()); }

std::string fitting(const RichText& text, std::size_t most, const std::string& before = {}) {
  return before + fitted(text, most - lengthOf(before), writtenText);
}

ordered_json mrkdwnText(std::string text) { return {{"type", "mrkdwn"}, {"text", std::move(text)}}; }
ordered_json section(std::string text) { return {{"type", "section"}, {"text", mrkdwnText(std::move(text))}}; }

/// Every line of it, so that a line break does not end the quotation.
std::string quotation(const RichText& text) {
  return fitted(text, kMaxSection, [](const RichText& cut) {
    std::string out;
    for (const auto& line : linesOf(cut)) out.append(out.empty() ? ">" : "\n>").append(writtenText(line));
    return out;
  });
}

void addFields(const Rendered& message, ordered_json& blocks) {
  for (std::size_t i = 0; i < message.fields.size(); i += kFieldsASection) {
    auto fields = ordered_json::array();
    const auto end = std::min(message.fields.size(), i + kFieldsASection);
    for (std::size_t k = i; k < end; ++k) {
      const auto& field = message.fields[k];
      const auto name = "*" + escaped(shortened(plainText(field.name), kMaxHeader)) + ":*\n";
      fields.push_back(mrkdwnText(fitting(field.value, kMaxField, name)));
    }
    blocks.push_back({{"type", "section"}, {"fields", std::move(fields)}});
  }
}

void addLinks(const Rendered& message, bool buttons, ordered_json& blocks) {
  auto elements = ordered_json::array();
  std::string line;
  for (const auto& link : message.links) {
    if (link.url.size() > kMaxUrl) continue;
    const auto label = link.text.empty() ? std::string("Open") : link.text;
    elements.push_back({{"type", "button"}, {"text", {{"type", "plain_text"}, {"text", shortened(label, kMaxButton)}}}, {"url", link.url}});
    // A bar would end the address; it is none of what an address may hold here.
    line += (line.empty() ? "<" : "  \u00b7  <") + escaped(link.url) + "|" + escaped(shortened(label, kMaxButton)) + ">";
  }
  if (elements.empty()) return;
  if (buttons)
    blocks.push_back({{"type", "actions"}, {"elements", std::move(elements)}});
  else if (lengthOf(line) <= kMaxSection)
    blocks.push_back(section(line));
}

/// "<!here> ", or nothing.
std::string mention(const Rendered& message, const model::Webhook& webhook) {
  const auto whom = textSetting(webhook, "mention", "none");
  if (!message.mention || whom == "none") return {};
  return whom.starts_with("<!subteam^") ? whom + " " : "<!" + whom + "> ";
}

constexpr std::string_view kMendMessage = "Mend the webhook's message for this type of events, then retry.";
constexpr std::string_view kGone = "Slack no longer knows this webhook.";
constexpr std::string_view kMakeNew =
    "Make a new one in Slack (Features, Incoming Webhooks), put its URL into the webhook here, then resume.";
constexpr std::string_view kRule = "Slack refuses this webhook by a rule of the workspace.";
constexpr std::string_view kAskAdministrator = "Ask the workspace's administrator, or make a webhook for another channel, then resume.";

/// integrations.md §2.
constexpr auto kAnswers = std::to_array<KnownAnswer>({
    {400, "invalid_payload", Verdict::kPermanent, ErrorClass::kRejected, "Slack cannot read the message.", kMendMessage},
    {400, "no_text", Verdict::kPermanent, ErrorClass::kRejected, "Slack got an empty message.", kMendMessage},
    {400, "invalid_blocks", Verdict::kPermanent, ErrorClass::kRejected, "Slack cannot read the message.", kMendMessage},
    {400, "too_many_attachments", Verdict::kPermanent, ErrorClass::kRejected, "Slack cannot read the message.", kMendMessage},
    {400, "user_not_found", Verdict::kPermanent, ErrorClass::kRejected, "Slack knows nobody of the name that is mentioned.",
     "Check the mention in the webhook's settings, then retry."},
    {403, "invalid_token", Verdict::kAuth, ErrorClass::kAuth, "Slack does not accept this webhook's URL.", kMakeNew, true},
    {403, "action_prohibited", Verdict::kAuth, ErrorClass::kAuth, kRule, kAskAdministrator, true},
    {403, "posting_to_general_channel_denied", Verdict::kAuth, ErrorClass::kAuth, kRule, kAskAdministrator, true},
    {403, "team_disabled", Verdict::kAuth, ErrorClass::kAuth, "The Slack workspace is disabled.", "Ask its administrator, then resume.",
     true},
    {404, "channel_not_found", Verdict::kGone, ErrorClass::kGone, "The webhook's channel no longer exists in Slack.", kMakeNew},
    {404, "no_service", Verdict::kGone, ErrorClass::kGone, kGone, kMakeNew},
    {404, "no_service_id", Verdict::kGone, ErrorClass::kGone, kGone, kMakeNew},
    {404, "no_team", Verdict::kGone, ErrorClass::kGone, kGone, kMakeNew},
    {404, "no_active_hooks", Verdict::kGone, ErrorClass::kGone, kGone, kMakeNew},
    {410, "channel_is_archived", Verdict::kGone, ErrorClass::kGone, "The webhook's channel is archived in Slack.",
     "Unarchive it, or make a webhook for another channel and put its URL here, then resume."},
});

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \r\n\t");
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \r\n\t") + 1 - first);
}

}  // namespace

const model::Integration& Slack::integration() const {
  static const model::Integration kIntegration{
      .kind = model::WebhookKind::kSlack,
      .title = "Slack",
      .summary = "Posts a message in a Slack channel.",
      .fields = withSharedFields(
          {{.name = "url",
            .kind = SettingKind::kSecret,
            .label = "Webhook URL",
            .help = "In Slack: api.slack.com/apps, your app, Features, Incoming Webhooks, Activate, Add New Webhook to Workspace; then "
                    "copy its "
                    "URL. Whoever has it can post, so it is kept like a password.",
            .placeholder = "https://hooks.slack.com/services/T\u2026/B\u2026/\u2026",
            .required = true,
            .pattern = R"(https://hooks\.slack(-gov)?\.com/(services|workflows|triggers)/\S+)",
            .mustBe = "must be a webhook of Slack: https://hooks.slack.com/services/\u2026"},
           {.name = "mention",
            .kind = SettingKind::kText,
            .label = "Mention when it is urgent",
            .help = "none, here, channel, or a user group as <!subteam^ID>. Urgent hand-offs and possible sales mention it.",
            .placeholder = "none",
            .pattern = R"(none|here|channel|<!subteam\^[A-Z0-9]{1,30}>)",
            .mustBe = "must be none, here, channel or <!subteam^ID>",
            .preset = "none"},
           {.name = "linkStyle",
            .kind = SettingKind::kChoice,
            .label = "Show links as",
            .help = "Buttons show a warning sign in Slack unless your app has an interactivity URL.",
            .advanced = true,
            .choices = {{"link", "Links"}, {"button", "Buttons"}},
            .preset = "link"}}),
      .events = chatActions(),
      .limits = {{"Messages", "1 a second for each webhook, short bursts are fine"},
                 {"Title", "150 characters"},
                 {"Text", "3,000 characters"},
                 {"Fields", "2,000 characters each"}},
      .messages = true};
  return kIntegration;
}

std::vector<ChatDestination::Use> Slack::measure(const Rendered& message) const {
  return measured(message, {kMaxHeader, kMaxSection, kMaxSection, kMaxField});
}

ordered_json Slack::body(const Rendered& message, const Occasion& occasion) const {
  const auto& webhook = occasion.webhook;
  const auto whom = mention(message, webhook);
  auto blocks = ordered_json::array();
  if (!message.title.empty())
    blocks.push_back({{"type", "header"},
                      {"text", {{"type", "plain_text"}, {"text", shortened(plainText(message.title), kMaxHeader)}, {"emoji", true}}}});
  if (!message.text.empty() || !whom.empty()) blocks.push_back(section(fitting(message.text, kMaxSection, whom)));
  addFields(message, blocks);
  if (!message.quote.empty()) blocks.push_back(section(quotation(message.quote)));
  addLinks(message, textSetting(webhook, "linkStyle", "link") == "button", blocks);
  blocks.push_back({{"type", "context"}, {"elements", ordered_json::array({mrkdwnText(escaped(shortened(message.footer, kMaxField)))})}});
  // Notifications and screen readers show this instead of the blocks.
  auto notice = !message.title.empty() ? message.title : message.text;
  if (notice.empty()) notice = {{occasion.event.type}};
  ordered_json out{{"text", fitting(notice, kMaxText, whom)}, {"unfurl_links", false}};
  if (message.color) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string color = "#";
    for (int shift = 20; shift >= 0; shift -= 4) color += kHex[static_cast<unsigned>(*message.color >> shift) & 15U];
    out["attachments"] = ordered_json::array({{{"color", color}, {"blocks", std::move(blocks)}}});
  } else {
    out["blocks"] = std::move(blocks);
  }
  return out;
}

std::optional<Judgement> Slack::judge(const model::HttpResult& result) const { return judgeBy(kAnswers, result, trimmed(result.body)); }

}  // namespace hookline::destinations
