#pragma once
#include <optional>
#include <vector>

#include "client/client.h"
#include "widgets/card.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace hookline::dead_letters_page {

/// A job to be made: what, of which webhook, how fast. It is counted first (a preview that the core keeps) and started by a second press;
/// what is changed between the two is counted anew.
class JobForm final : public widgets::Card {
  Q_OBJECT
 public:
  /// `client` outlives it.
  explicit JobForm(client::Client& client, QWidget* parent = nullptr);

  void setWebhooks(const std::vector<client::WebhookView>& webhooks);
  void gate();
  /// The form as a job of dead letters of one webhook.
  void choose(model::JobKind kind, std::optional<model::WebhookId> webhook);
  const std::optional<client::Job>& preview() const { return preview_; }
  /// The preview was started, or given up.
  void clear();

 signals:
  void startWished(const hookline::client::Job& preview);

 private:
  QComboBox* addChoice(const char* objectName, const QString& label);
  client::JobOrder order() const;
  void count();
  void dropPreview();
  void refresh();
  QString whyNot() const;

  client::Client& client_;
  QLabel* sinceLabel_ = nullptr;  // before the choices, which set it
  QComboBox* kind_;
  QComboBox* webhook_;
  QComboBox* since_;
  QComboBox* speed_;
  QComboBox* stop_;
  QPushButton* count_;
  QPushButton* start_;
  QLabel* sentence_;
  std::optional<client::Job> preview_;
  bool counting_ = false;
  int asked_ = 0;
};

}  // namespace hookline::dead_letters_page
