#pragma once
#include <QDBusVariant>

#include "theme/system_look.h"

namespace hookline::theme::internal {

/// org.freedesktop.portal.Settings: asked without waiting, then listened to.
class PortalLook final : public SystemLook {
  Q_OBJECT
 public:
  PortalLook();

  Scheme scheme() const override { return scheme_; }
  bool highContrast() const override { return highContrast_; }

 private slots:
  void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  void ask(const QString& key);
  void take(const QString& key, const QVariant& value);

  Scheme scheme_ = Scheme::kUnknown;
  bool highContrast_ = false;
};

}  // namespace hookline::theme::internal
