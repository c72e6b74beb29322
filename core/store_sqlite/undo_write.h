#pragma once
#include "store_sqlite/untried_rows.h"
#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

/// Store::undoJob. A delivery that the engine has claimed is in state `delivering`, so who comes first, the claim or this, decides.
class UndoJobWrite final : public AnsweredWrite<store::JobUndone> {
 public:
  UndoJobWrite(store::JobUndo undo, base::Completion<store::JobUndone> done) : AnsweredWrite(std::move(done)), undo_(std::move(undo)) {}
  void apply(WriteContext& context) override;

 private:
  base::Status begin(WriteContext& context, model::Job& job, bool anyWaits) const;
  static bool takeBack(WriteContext& context, const Untried& one);

  store::JobUndo undo_;
};

}  // namespace hookline::store_sqlite::internal
