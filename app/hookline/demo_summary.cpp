#include "hookline/demo_summary.h"

#include <QTimer>
#include <iomanip>
#include <sstream>

namespace hookline::desktop {
namespace {

using State = model::DeliveryState;

constexpr std::chrono::milliseconds kLook{250};
constexpr int kPage = 500;

}  // namespace

DemoCount::DemoCount(client::Client& client, std::set<model::DeliveryId> retried, std::chrono::seconds patience, Then then)
    : QObject(&client),
      client_(client),
      retried_(std::move(retried)),
      looksLeft_(static_cast<int>(patience / kLook)),
      then_(std::move(then)) {
  begin();
}

void DemoCount::begin() {
  figures_ = {};
  underWay_ = 0;
  readPage({});
}

void DemoCount::readPage(const std::string& cursor) {
  client_.deliveries(this, {}, cursor, kPage, [this](base::Result<client::Page<client::Delivery>> page) {
    if (!page) return answer(base::fail(page.error()));
    for (const auto& delivery : page->items) count(delivery);
    if (!page->next.empty()) return readPage(page->next);
    // What is still under way would be another figure a moment later.
    if (underWay_ == 0 || looksLeft_-- <= 0) return answer(figures_);
    QTimer::singleShot(kLook, this, &DemoCount::begin);
  });
}

void DemoCount::count(const client::Delivery& delivery) {
  ++figures_.deliveries;
  switch (delivery.row.state) {
    case State::kDelivered:
      ++figures_.delivered;
      if (delivery.row.tries > 1) ++figures_.afterRetries;
      if (retried_.contains(delivery.row.id)) ++figures_.putRight;
      break;
    case State::kDead:
      ++figures_.dead;
      break;
    case State::kCancelled:
      break;
    case State::kPending:
    case State::kDelivering:
    case State::kRetrying:
      ++underWay_;
      [[fallthrough]];
    case State::kHeld:
      ++figures_.waiting;
      break;
  }
}

void DemoCount::answer(base::Result<DemoFigures> figures) {
  auto then = std::move(then_);
  deleteLater();
  then(std::move(figures));
}

std::string demoSummary(const DemoFigures& figures, std::uint64_t posted, const std::map<std::string, DemoReceivers::Arrivals>& arrivals) {
  std::ostringstream text;
  text << std::left << std::setw(24) << "event" << std::right << std::setw(10) << "requests" << std::setw(10) << "verified" << '\n';
  for (const auto& [type, came] : arrivals)
    text << std::left << std::setw(24) << type << std::right << std::setw(10) << came.requests << std::setw(10) << came.verified << '\n';
  text << '\n'
       << posted << " events made " << figures.deliveries << " deliveries.\n"
       << "  delivered  " << figures.delivered << ", " << figures.afterRetries << " of them after retries\n"
       << "  put right  " << figures.putRight << " dead letters, sent again after the outage\n"
       << "  dead       " << figures.dead << " dead letters wait for somebody\n"
       << "  waiting    " << figures.waiting << " for a webhook that is on hold\n";
  return text.str();
}

}  // namespace hookline::desktop
