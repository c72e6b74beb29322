#pragma once
#include <vector>

#include "model/delivery.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// How an attempt lies in its row.
/// False: the delivery has an attempt of that number already, nothing was changed.
bool insertAttempt(Connection& db, model::DeliveryId delivery, const model::Attempt& attempt, bool applied);
/// Replaces one that is there; whether it was applied stays as it is.
void replaceAttempt(Connection& db, model::DeliveryId delivery, const model::Attempt& attempt);
/// Whether the attempt moved its delivery on when it was recorded.
bool attemptWasApplied(Connection& db, model::DeliveryId delivery, int n);
void markNotApplied(Connection& db, model::DeliveryId delivery, int n);
/// What was sent and answered goes; that it was tried, when and how it ended stays.
void deletePayloads(Connection& db, model::DeliveryId delivery);
void deleteAttempts(Connection& db, model::DeliveryId delivery);
/// Oldest first.
std::vector<model::Attempt> readAttempts(Connection& db, model::DeliveryId delivery);

}  // namespace hookline::store_sqlite::internal
