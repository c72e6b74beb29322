#pragma once
#include <QWidget>
#include <vector>

#include "client/integration.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace hookline::webhooks_page {

/// What a new webhook begins with: where its events shall go, as a tile a kind. By mouse, or by arrow keys and Enter; Esc goes back.
class KindChooser final : public QWidget {
  Q_OBJECT
 public:
  explicit KindChooser(QWidget* parent = nullptr);

  void show(const std::vector<client::Integration>& integrations);
  /// Why there is nothing to choose from.
  void showTrouble(const QString& why);
  void focusList();

 signals:
  void chosen(hookline::model::WebhookKind kind);
  void readAgainWished();
  void cancelled();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void choose();
  void fitTiles();

  QListWidget* list_;
  QLabel* trouble_;
  QPushButton* again_;
};

}  // namespace hookline::webhooks_page
