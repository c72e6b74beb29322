#pragma once
#include <mutex>

#include "model/storage_rules.h"

namespace hookline::delivery_runner {

/// The storage rules that hold now. Thread: any.
class StorageLimits {
 public:
  explicit StorageLimits(const model::StorageRules& rules) : rules_(rules) {}

  model::StorageRules rules() const {
    std::scoped_lock lock(mutex_);
    return rules_;
  }
  void set(const model::StorageRules& rules) {
    std::scoped_lock lock(mutex_);
    rules_ = rules;
  }

 private:
  mutable std::mutex mutex_;
  model::StorageRules rules_;  // guarded by mutex_
};

}  // namespace hookline::delivery_runner
