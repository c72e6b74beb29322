#pragma once
#include <QWidget>

#include "model/http_exchange.h"

namespace hookline::deliveries_page {

/// How long each part of an exchange took, as a bar and in words below it.
class PhasesBar final : public QWidget {
  Q_OBJECT
 public:
  explicit PhasesBar(QWidget* parent = nullptr);
  void setTimes(const model::PhaseTimes& times);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Part {
    QString name;
    double millis = 0;
  };
  QString words() const;

  std::vector<Part> parts_;
};

}  // namespace hookline::deliveries_page
