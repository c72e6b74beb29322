#pragma once
#include <string>
#include <vector>

#include "store_sqlite/write_operation.h"

// Writes by which old things go. Each is one small step.

namespace hookline::store_sqlite::internal {

/// Store::expire.
class ExpireWrite final : public AnsweredWrite<std::vector<model::DeliveryRow>> {
 public:
  ExpireWrite(model::WebhookId webhook, base::WallTime before, base::WallTime now, base::Completion<std::vector<model::DeliveryRow>> done)
      : AnsweredWrite(std::move(done)), webhook_(webhook), before_(before), now_(now) {}
  bool tidied() const override { return true; }
  void apply(WriteContext& context) override;

 private:
  model::WebhookId webhook_;
  base::WallTime before_;
  base::WallTime now_;
};

/// Store::retain.
class RetainWrite final : public AnsweredWrite<store::Retained> {
 public:
  RetainWrite(store::RetentionStep step, base::Completion<store::Retained> done) : AnsweredWrite(std::move(done)), step_(step) {}
  bool tidied() const override { return true; }
  void apply(WriteContext& context) override;

 private:
  struct Event {
    model::EventSeq seq;
    std::string type;
    std::string conversation;
    std::vector<model::DeliveryId> deliveries;
    bool hasBody = false;
    base::WallTime acceptedAt{};
  };
  std::vector<Event> look(WriteContext& context) const;
  void letGo(WriteContext& context, const Event& event, store::Retained& done) const;

  store::RetentionStep step_;
};

/// Store::forgetIds.
class ForgetIdsWrite final : public AnsweredWrite<std::string> {
 public:
  static constexpr std::size_t kMaxKeys = 500;

  ForgetIdsWrite(std::string after, base::WallTime before, base::Completion<std::string> done)
      : AnsweredWrite(std::move(done)), after_(std::move(after)), before_(before) {}
  bool tidied() const override { return true; }
  void apply(WriteContext& context) override;

 private:
  std::string after_;
  base::WallTime before_;
};

}  // namespace hookline::store_sqlite::internal
