#pragma once
#include "shell/page.h"
#include "widgets/card.h"

class QButtonGroup;

namespace hookline::settings_page {

/// The colours of the whole window, applied at once.
class AppearanceCard final : public widgets::Card {
  Q_OBJECT
 public:
  /// `navigator` outlives it.
  explicit AppearanceCard(shell::Navigator& navigator, QWidget* parent = nullptr);

  /// Asks the navigator again.
  void refresh();
  QList<QWidget*> stops() const;

 private:
  shell::Navigator& navigator_;
  QButtonGroup* modes_;
};

}  // namespace hookline::settings_page
