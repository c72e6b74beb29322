#pragma once
#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

/// Store::record: an attempt and what it makes of its delivery.
class RecordWrite final : public AnsweredWrite<store::Recorded> {
 public:
  RecordWrite(std::shared_ptr<const store::AttemptRecord> record, base::Completion<store::Recorded> done)
      : AnsweredWrite(std::move(done)), record_(std::move(record)) {}

  std::size_t bytes() const override {
    return record_->attempt.responseBody.size() + (record_->attempt.requestBody ? record_->attempt.requestBody->size() : 0);
  }
  void apply(WriteContext& context) override;

 private:
  bool moveOn(WriteContext& context);

  std::shared_ptr<const store::AttemptRecord> record_;
};

}  // namespace hookline::store_sqlite::internal
