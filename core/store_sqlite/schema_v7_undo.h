#pragma once

namespace hookline::store_sqlite::internal {

/// Undo of a job (UndoJobWrite).
///
/// job.undo  model::UndoState; undone: of `made`, what was taken back
/// untried   what a job made due and what no try has begun of, with what a dead letter was before: so few that the hot path of a delivery
///           without a job pays nothing. Jobs of before this schema have none here, so nothing of theirs is taken back
inline constexpr const char* kUndoOfSchemaV7 = R"sql(
ALTER TABLE job ADD COLUMN undo INT NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN undone INT NOT NULL DEFAULT 0;
CREATE TABLE untried(job INT NOT NULL, delivery_id INT NOT NULL, counted INT NOT NULL, class INT, http INT, died_ms INT,
  PRIMARY KEY(job, delivery_id)) STRICT, WITHOUT ROWID;
)sql";

}  // namespace hookline::store_sqlite::internal
