#pragma once
#include <functional>

#include "webhooks_page/form_checks.h"
#include "widgets/banner.h"

namespace hookline::webhooks_page {

/// The banner above the form: what went wrong with it and what can be done. Hidden while nothing did.
class TroubleBanner final : public QWidget {
  Q_OBJECT
 public:
  explicit TroubleBanner(QWidget* parent = nullptr);

  void clear();
  void showFailure(const QString& what, const QString& why);
  /// Somebody changed it since it was read.
  void showConflict();
  /// Somebody deleted it.
  void showVanished();

 signals:
  void theirsWished();
  void overwriteWished();

 private:
  widgets::Banner* banner_;
};

}  // namespace hookline::webhooks_page
