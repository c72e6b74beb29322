#pragma once
#include <functional>

#include "widgets/card.h"

namespace hookline::settings_page {

/// What this program is, and what helps those who are asked for help.
class AboutCard final : public widgets::Card {
  Q_OBJECT
 public:
  /// `diagnostics`: what is copied, asked for at that moment; without secrets.
  explicit AboutCard(std::function<QString()> diagnostics, QWidget* parent = nullptr);

  QList<QWidget*> stops() const { return {copy_}; }

 private:
  QWidget* copy_;
};

}  // namespace hookline::settings_page
