#pragma once
#include <QObject>

#include "shell/page.h"
#include "webhooks_page/form_checks.h"

namespace hookline::webhooks_page {

class WebhookEditor;
class WebhookSession;

/// Looks up what a service has for a setting of the form as it stands, and shows it beside the field. One look-up at a time; another
/// webhook or another form ends it.
class ValueFinding final : public QObject {
  Q_OBJECT
 public:
  /// All of them outlive it.
  ValueFinding(const shell::PageContext& context, WebhookSession& session, WebhookEditor& editor, QObject* parent = nullptr);

 private:
  void find(const std::string& field);
  void forget();
  /// What is to be given before a service can be asked, by the names of its fields.
  QString missing(const std::string& field) const;

  client::Client& client_;
  WebhookSession& session_;
  WebhookEditor& editor_;
  std::uint64_t asked_ = 0;
};

}  // namespace hookline::webhooks_page
