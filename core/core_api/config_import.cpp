#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/encoding.h"
#include "core_api/config_file.h"
#include "core_api/config_shape.h"
#include "model/masked.h"
#include "model/secret_url.h"
#include "model/webhook.h"

namespace hookline::core_api {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;
constexpr std::size_t kMostWebhooks = 10000;

bool isMasked(const json& value) { return value.is_string() && value.get_ref<const std::string&>() == model::kMasked; }
bool isMaskedUrl(const json& value) {
  return value.is_string() && model::isSecretUrl(value.get_ref<const std::string&>()) &&
         value.get_ref<const std::string&>() == model::shownUrl(value.get_ref<const std::string&>());
}

json portable(const json& webhook) {
  json out = json::object();
  for (const auto& [name, value] : webhook.items())
    if (!internal::isSetByHookline(name)) out[name] = value;
  return out;
}

/// Takes the masked headers out; answers their names.
std::vector<std::string> withoutMasks(json& webhook) {
  std::vector<std::string> masked;
  const auto headers = webhook.find("headers");
  if (headers == webhook.end() || !headers->is_object()) return masked;
  for (const auto& [name, value] : headers->items())
    if (isMasked(value)) masked.push_back(name);
  for (const auto& name : masked) headers->erase(name);
  return masked;
}

json headersOf(const json& webhook) {
  const auto found = webhook.find("headers");
  return found != webhook.end() && found->is_object() ? *found : json::object();
}

class Planner {
 public:
  explicit Planner(FolderCall& call) : call_(call) {}

  base::Result<std::vector<ImportStep>> plan(const json& document) {
    const auto entries = entriesOf(document);
    if (!entries) return base::fail(entries.error());
    if (auto listed = readPresent(); !listed) return base::fail(listed.error());
    std::vector<ImportStep> steps;
    for (std::size_t i = 0; i < entries->size(); ++i) {
      at_ = "/webhooks/" + std::to_string(i);
      auto step = stepFor(entries->at(i));
      if (!step) return base::fail(step.error());
      steps.push_back(std::move(*step));
    }
    if (faults_.empty()) return steps;
    return base::fail(
        base::Error{base::Errc::kInvalid, "The configuration cannot be imported as it is; nothing was changed.", false, faults_});
  }

 private:
  base::Result<json> entriesOf(const json& document) const {
    if (document.is_array()) return counted(document);
    const auto format = document.is_object() ? document.find("hooklineExport") : document.end();
    const auto webhooks = document.is_object() ? document.find("webhooks") : document.end();
    if (!document.is_object() || format == document.end() || !format->is_number_integer() || webhooks == document.end() ||
        !webhooks->is_array())
      return base::fail(base::Errc::kInvalid, "This is no export of Hookline, and no array of webhooks either.");
    if (format->get<std::int64_t>() > kFormat)
      return base::fail(base::Errc::kNewerVersion, "The export was made by a newer Hookline (its version is " + format->dump() +
                                                       ", this one reads " + std::to_string(kFormat) + "): update first.");
    return counted(*webhooks);
  }

  static base::Result<json> counted(const json& webhooks) {
    if (webhooks.size() <= kMostWebhooks) return webhooks;
    return base::fail(base::Errc::kInvalid, "The file holds " + std::to_string(webhooks.size()) + " webhooks; " +
                                                std::to_string(kMostWebhooks) + " are the most.");
  }

  base::Status readPresent() {
    const auto list = call_.ask("GET", {"api", "webhooks"});
    if (!list) return base::fail(list.error());
    for (const auto& webhook : *list) present_.emplace(webhook.value("name", ""), webhook);
    return {};
  }

  void fault(const std::string& field, std::string message) { faults_.push_back({at_ + field, std::move(message)}); }
  void faults(const base::Error& error) {
    for (const auto& detail : error.details) fault(detail.path, detail.message);
    if (error.details.empty()) fault("", error.message);
  }

  base::Result<ImportStep> stepFor(const json& entry) {
    ImportStep step;
    if (!entry.is_object()) {
      fault("", "must be an object");
      return step;
    }
    auto wanted = portable(entry);
    const auto name = wanted.find("name");
    const auto url = wanted.find("url");
    if (name != wanted.end() && name->is_string()) step.name = name->get<std::string>();
    // As the API names one without a name.
    if (step.name.empty() && url != wanted.end() && url->is_string()) step.name = model::hostOfUrl(url->get_ref<const std::string&>());
    if (!names_.insert(step.name).second) fault("/name", "is the name of another one in the file: they are matched by name");
    const auto found = present_.find(step.name);
    const auto count = present_.count(step.name);
    if (count > 1) fault("/name", "is the name of several webhooks that are there: rename all but one first");
    if (count == 0) return makeNew(std::move(step), std::move(wanted));
    return compare(std::move(step), std::move(wanted), found->second);
  }

  ImportStep makeNew(ImportStep step, json wanted) {
    step.kind = ImportStep::Kind::kNew;
    if (const auto url = wanted.find("url"); url != wanted.end() && isMaskedUrl(*url))
      fault("/url", "is a secret that this file does not hold: export with --with-secrets, or enter it in the file");
    for (const auto& header : withoutMasks(wanted))
      step.notes.push_back("its header " + base::printable(header) + " is a secret that this file does not hold: enter it afterwards");
    if (!wanted.contains("secret")) step.notes.emplace_back("it gets a new secret, which its receiver has to be told");
    if (const auto webhook = model::webhookFromJson(wanted); !webhook) faults(webhook.error());
    step.body = std::move(wanted);
    return step;
  }

  /// The webhook that is there, with its secrets where the file has some to compare or to take away.
  base::Result<model::Webhook> presentWebhook(const json& shown, const json& wanted) {
    auto base = portable(shown);
    const auto masked = withoutMasks(base);
    const auto headers = headersOf(wanted);
    const bool headersMatter = wanted.contains("headers") && std::any_of(masked.begin(), masked.end(), [&](const auto& name) {
                                 return !headers.contains(name) || !isMasked(headers[name]);
                               });
    const bool urlMatters = wanted.contains("url") && isMaskedUrl(base.value("url", json())) && !isMaskedUrl(wanted["url"]);
    if (headersMatter || urlMatters || wanted.contains("secret")) {
      const auto secrets = call_.ask("GET", {"api", "webhooks", shown.value("id", ""), "secret"});
      if (!secrets) return base::fail(secrets.error());
      internal::putSecrets(*secrets, base);
    }
    auto webhook = model::webhookFromJson(base);
    if (webhook) webhook->id = model::WebhookId::parse(shown.value("id", "")).value_or(model::WebhookId{});
    return webhook;
  }

  base::Result<ImportStep> compare(ImportStep step, json wanted, const json& shown) {
    const auto base = presentWebhook(shown, wanted);
    if (!base) return base::fail(base.error());
    step.id = shown.value("id", "");
    if (const auto secret = wanted.find("secret"); secret != wanted.end() && secret->is_string() && *secret != base->secret)
      step.notes.emplace_back("its secret differs from the file's and stays as it is: rotate it, or delete the webhook and import again");
    wanted.erase("secret");
    wanted.erase("name");
    if (const auto url = wanted.find("url"); url != wanted.end() && isMaskedUrl(*url)) wanted.erase(url);
    if (wanted.contains("headers") && wanted["headers"].is_object()) {
      const auto listed = headersOf(wanted);
      withoutMasks(wanted);
      // What the file does not name goes; a merge would keep it.
      for (const auto& header : base->headers)
        if (!listed.contains(header.name)) wanted["headers"][header.name] = nullptr;
    }
    const auto merged = model::mergeWebhook(*base, wanted);
    if (!merged) {
      faults(merged.error());
      return step;
    }
    fillChange(step, wanted, *base, *merged);
    return step;
  }

  static void fillChange(ImportStep& step, const json& wanted, const model::Webhook& base, const model::Webhook& merged) {
    const json before(model::toJson(base, true));
    const json after(model::toJson(merged, true));
    step.body = step.before = json::object();
    for (const auto& [name, value] : wanted.items()) {
      const bool same = name == "url" ? base.url == merged.url : before.value(name, json()) == after.value(name, json());
      if (same) continue;
      step.fields.push_back(name);
      step.body[name] = value;
      step.before[name] = name == "url" ? json(base.url) : before.value(name, json());
    }
    if (step.body.contains("headers"))
      for (const auto& header : merged.headers)
        if (!step.before["headers"].contains(header.name)) step.before["headers"][header.name] = nullptr;
    step.kind = step.fields.empty() ? ImportStep::Kind::kSame : ImportStep::Kind::kChanged;
  }

  FolderCall& call_;
  std::multimap<std::string, json> present_;
  std::set<std::string> names_;
  std::string at_;
  std::vector<base::FieldError> faults_;
};

/// What an import has done so far, so that it can be taken back.
class Undo {
 public:
  explicit Undo(FolderCall& call) : call_(call) {}
  void made(std::string id) { made_.push_back(std::move(id)); }
  void changed(const ImportStep& step) { changed_.push_back(&step); }
  const std::vector<std::string>& madeOnes() const { return made_; }

  base::Error after(base::Error error, const std::string& name) {
    error.message = "The webhook \"" + base::printable(name) + "\" was refused: " + error.message;
    std::string left;
    for (const auto* step : changed_)
      if (!call_.ask("PATCH", {"api", "webhooks", step->id}, step->before)) left += " \"" + base::printable(step->name) + "\"";
    for (const auto& id : made_)
      if (!call_.ask("DELETE", {"api", "webhooks", id})) left += " " + id;
    error.message += left.empty() ? " Nothing was changed." : " These could not be taken back, look at them:" + left + ".";
    return error;
  }

 private:
  FolderCall& call_;
  std::vector<std::string> made_;
  std::vector<const ImportStep*> changed_;
};

}  // namespace

base::Result<std::vector<ImportStep>> planImport(FolderCall& call, const json& document) { return Planner(call).plan(document); }

base::Status applyImport(FolderCall& call, const std::vector<ImportStep>& plan) {
  Undo undo(call);
  std::vector<std::pair<std::string, std::string>> toEnable;  // id, name
  for (const auto& step : plan) {
    if (step.kind != ImportStep::Kind::kNew) continue;
    auto body = step.body;
    const bool enabled = !body.contains("enabled") || body["enabled"] == true;
    body["enabled"] = false;
    const auto made = call.ask("POST", {"api", "webhooks"}, body);
    if (!made) return base::fail(undo.after(made.error(), step.name));
    undo.made(made->value("id", ""));
    if (enabled) toEnable.emplace_back(made->value("id", ""), step.name);
  }
  for (const auto& step : plan) {
    if (step.kind != ImportStep::Kind::kChanged) continue;
    if (const auto done = call.ask("PATCH", {"api", "webhooks", step.id}, step.body); !done)
      return base::fail(undo.after(done.error(), step.name));
    undo.changed(step);
  }
  for (const auto& [id, name] : toEnable)
    if (const auto done = call.ask("PATCH", {"api", "webhooks", id}, json{{"enabled", true}}); !done)
      return base::fail(undo.after(done.error(), name));
  return {};
}

}  // namespace hookline::core_api
