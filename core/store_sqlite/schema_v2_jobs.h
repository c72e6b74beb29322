#pragma once

namespace hookline::store_sqlite::internal {

/// Bulk work (model::Job). The table of the first schema was never written, so it is made anew.
///
/// delivery.job  the job that last made the delivery due; its end is counted there
/// job.open      of `made`: deliveries that have not ended; untried: of those, the ones whose first counted try has not ended
/// replayed      deliveries made after their event was accepted. They do not stand in event.deliveries, whose change would write the
///               event's whole body again
inline constexpr const char* kJobsOfSchemaV2 = R"sql(
ALTER TABLE delivery ADD COLUMN job INT;

DROP TABLE job;
CREATE TABLE job(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, filter TEXT NOT NULL, state INT NOT NULL, reason TEXT, total INT NOT NULL,
  exact INT NOT NULL, done INT NOT NULL, made INT NOT NULL, open INT NOT NULL, untried INT NOT NULL, delivered INT NOT NULL, failed_again INT NOT NULL,
  skipped INT NOT NULL, failures INT NOT NULL, per_second INT NOT NULL, stop_after INT NOT NULL, cursor INT NOT NULL, listed INT NOT NULL,
  revision INT NOT NULL, created_ms INT NOT NULL, updated_ms INT NOT NULL) STRICT;

CREATE TABLE replayed(event_seq INT NOT NULL, delivery_id INT NOT NULL, PRIMARY KEY(event_seq, delivery_id)) STRICT, WITHOUT ROWID;
)sql";

}  // namespace hookline::store_sqlite::internal
