#pragma once
#include <QString>
#include <vector>

#include "client/types.h"

namespace hookline::simulator_page {

/// Whether a simulated event may go there without a question.
enum class Safety {
  kLoopback,  ///< this machine: a receiver under development, a stand-in
  kTest,      ///< a person marked it as a test
  kReal       ///< people or services may see it
};

Safety safetyOf(const model::Webhook& webhook);

struct Target {
  model::WebhookId id;
  QString name;
  QString host;  ///< never the whole URL: it may hold a secret
  Safety safety = Safety::kReal;
};

/// Where an event would go, and where not and why.
struct Reach {
  std::vector<Target> targets;
  struct Unmatched {
    QString name;
    QString reason;
  };
  std::vector<Unmatched> unmatched;

  std::vector<Target> real() const;
  std::size_t safeCount() const { return targets.size() - real().size(); }
};

/// A webhook that the explanation names and the list does not know counts as real.
Reach reachOf(const client::EventExplanation& explanation, const std::vector<client::WebhookView>& webhooks);

/// "Send to 3 safe targets", "Also sends to 2 real services", "Send: no webhook takes it".
QString sendLabel(const Reach& reach);
QString safetyWord(Safety safety);
/// "CRM (hooks.example.com), Sales (slack.com) and 3 more".
QString namesOf(const std::vector<Target>& targets);

}  // namespace hookline::simulator_page
