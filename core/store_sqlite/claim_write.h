#pragma once
#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

/// Store::claim: waiting → delivering, for those that are still as the asker believes.
class ClaimWrite final : public AnsweredWrite<std::vector<model::DeliveryId>> {
 public:
  ClaimWrite(std::vector<store::Claim> claims, base::Completion<std::vector<model::DeliveryId>> done)
      : AnsweredWrite(std::move(done)), claims_(std::move(claims)) {}

  void apply(WriteContext& context) override;

 private:
  std::vector<store::Claim> claims_;
};

}  // namespace hookline::store_sqlite::internal
