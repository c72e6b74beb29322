#include "theme/system_look.h"

namespace hookline::theme {
namespace {

/// For systems that say nothing beyond the colours of their windows, which the Theme looks at itself.
class SilentLook final : public SystemLook {
 public:
  Scheme scheme() const override { return Scheme::kUnknown; }
};

}  // namespace

std::unique_ptr<SystemLook> watchSystemLook() { return std::make_unique<SilentLook>(); }

}  // namespace hookline::theme
