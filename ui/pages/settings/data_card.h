#pragma once
#include <optional>

#include "client/client.h"
#include "widgets/card.h"

class QPushButton;

namespace hookline::settings_page {

class FactLine;

/// Where the core keeps its data, how much that is, and which versions work together here.
class DataCard final : public widgets::Card {
  Q_OBJECT
 public:
  explicit DataCard(QWidget* parent = nullptr);

  void setSettings(const client::Settings& settings);
  void setStatus(const client::Status& status);
  void setMe(const client::Me& me);
  QList<QWidget*> stops() const;

 private:
  FactLine* folder_;
  QPushButton* open_;
  FactLine* size_;
  FactLine* versions_;
};

}  // namespace hookline::settings_page
