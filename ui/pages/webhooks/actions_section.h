#pragma once
#include <vector>

#include "webhooks_page/event_chips.h"
#include "webhooks_page/section.h"

class QVBoxLayout;

namespace hookline::webhooks_page {

/// Which events a kind acts on, each with what it does then; shown for every kind but custom. Types that the descriptor does not name, and
/// groups such as lead.*, stand below for kinds that can say something of any event.
class ActionsSection final : public Section {
  Q_OBJECT
 public:
  explicit ActionsSection(QWidget* parent = nullptr);

  void setTypes(const QStringList& types);
  /// Null: not known (yet); the types stand there as they are.
  void setIntegration(const client::Integration* integration);
  void show(const WebhookForm& form) override;
  void collect(WebhookForm& form) const override;
  void revert(const FieldId& field, const WebhookForm& saved) override;

 private:
  struct Action {
    QString type;
    bool byDefault;
    QCheckBox* tick;
    QWidget* row;
  };
  void addAction(const client::EventAction& event);
  void turn(std::size_t at, bool on);
  void takeOthers();
  void showEvents();
  /// Its place among the actions; as many as there are: it is none of them.
  std::size_t placeOf(const QString& type) const;

  QWidget* input_;
  QVBoxLayout* column_;
  EventChips* others_;
  QWidget* othersBox_;
  std::vector<Action> actions_;
  QStringList events_;
  bool anyType_ = false;  ///< the kind can say something of other types too
};

/// Whether a kind acts on events of the type: when `events` names it, or when a group takes it and that is enough.
bool actsOn(const QStringList& events, const QString& type, bool byDefault);

}  // namespace hookline::webhooks_page
