#pragma once
#include <optional>
#include <set>
#include <unordered_map>

#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

/// Store::accept: events with their deliveries, all or nothing.
class AcceptWrite final : public AnsweredWrite<std::vector<store::AcceptedEvent>> {
 public:
  AcceptWrite(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done);

  std::size_t bytes() const override { return bytes_; }
  void apply(WriteContext& context) override;
  void collectFresh(WriteContext& context, Fresh& fresh) override;

 private:
  /// What is known about one event of the call before anything is written.
  struct Check {
    std::string key;
    std::optional<model::EventSeq> stored;  ///< the same event was accepted earlier
    std::optional<std::size_t> sameAs;      ///< the same event stands earlier in this call
  };
  /// False: refused, outcome_ says why.
  bool check(const WriteContext& context);
  bool checkOne(const WriteContext& context, std::size_t index, std::unordered_map<std::string_view, std::size_t>& seen);
  void refuse(const std::string& id);
  store::AcceptedEvent insert(WriteContext& context, std::size_t index);

  std::vector<store::NewEvent> events_;
  std::size_t bytes_ = 0;
  std::vector<Check> checks_;
  std::vector<bool> fresh_;  // the event made at least one delivery
  std::set<model::DeliveryId> parked_;
};

}  // namespace hookline::store_sqlite::internal
