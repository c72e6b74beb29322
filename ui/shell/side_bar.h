#pragma once
#include <QFrame>
#include <map>
#include <vector>

#include "shell/page.h"

namespace hookline::shell {

class NavButton;

/// The pages, in order, Settings at the foot. Up and Down go from one to the next.
class SideBar final : public QFrame {
  Q_OBJECT
 public:
  SideBar(const std::vector<PageId>& pages, QWidget* parent);

  void setCurrent(PageId page);
  void setBadge(PageId page, int count, bool alarming);
  void clearBadges();

 signals:
  void chosen(hookline::shell::PageId page);

 private:
  std::map<PageId, NavButton*> buttons_;
};

}  // namespace hookline::shell
