#pragma once
#include <memory>

#include "manual_page/manual_feed.h"
#include "shell/manual.h"

class QStackedWidget;

namespace hookline::widgets {
class EmptyState;
}

namespace hookline::manual_page {

class ChapterView;
class ContentsPane;

/// The manual: the kinds of webhooks that the core names, and under them the pages of this program, on the left; the chapter of one on the
/// right; where there is none, why, and what helps.
class ManualWindow final : public shell::Manual {
  Q_OBJECT
 public:
  /// A window of its own, which goes with `parent`.
  /// `pages` are the chapters that no core names.
  explicit ManualWindow(QWidget* parent = nullptr, std::vector<Chapter> pages = {});
  ~ManualWindow() override;

  void follow(client::Client* client, const QString& connection) override;
  void open(std::optional<model::WebhookKind> kind) override;

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  enum class Help { kNone, kTryNow, kReadAgain, kEndSearch };
  void build();
  void addKeys();
  void showFeed();
  void showChapter();
  void takeFocus();
  void showWhyNot();
  void say(const QString& sentence, const QString& detail, Help help = Help::kNone, const QString& button = {});
  void help();

  const std::vector<Chapter> pages_;
  // Each is made inside what holds it: to move a widget is to style all that is in it again.
  ContentsPane* contents_;
  QStackedWidget* stack_;
  ChapterView* view_;
  widgets::EmptyState* empty_;
  std::unique_ptr<ManualFeed> feed_;  ///< null: no core is followed
  Help help_ = Help::kNone;
  bool toRead_ = false;  ///< one chapter was asked for
};

}  // namespace hookline::manual_page
