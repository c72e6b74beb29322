#include "shell/stripes.h"

#include <QDateTime>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"
#include "widgets/banner.h"

namespace hookline::shell {

using Kind = client::ChannelState::Kind;
using widgets::Banner;

namespace {

Banner* hiddenBanner(const char* name, QWidget* parent) {
  auto* banner = new Banner(Banner::Buttons::kBeside, parent);
  banner->setObjectName(QLatin1String(name));
  banner->hide();
  return banner;
}

/// "20:10", with the day when it is not today's.
QString clockWord(base::WallTime time, base::WallTime now) {
  const auto local = models::localTime(time);
  const QLocale locale;
  if (local.date() == models::localTime(now).date()) return locale.toString(local.time(), QStringLiteral("HH:mm"));
  return locale.toString(local, QStringLiteral("d MMM HH:mm"));
}

/// The fingerprint stands where it is asked about.
QString certificateWords(const client::SeenCertificate& certificate) {
  return certificate.pinned.empty()
             ? Stripes::tr("No authority that this computer trusts vouches for its certificate. Nothing was sent to it.")
             : Stripes::tr("Another one was trusted before. Nothing was sent; somebody may stand between.");
}

QString refusedWords(const client::ChannelState& state) {
  if (!state.certificate) return Stripes::tr("This connection was refused.");
  return state.certificate->pinned.empty() ? Stripes::tr("This daemon is not known yet.")
                                           : Stripes::tr("The daemon's certificate has changed.");
}

}  // namespace

Stripes::Stripes(const base::Clock& clock, QWidget* parent)
    : QWidget(parent),
      clock_(clock),
      connection_(hiddenBanner("connectionStripe", this)),
      stopped_(hiddenBanner("stoppedStripe", this)),
      store_(hiddenBanner("storeStripe", this)),
      demo_(hiddenBanner("demoStripe", this)) {
  setObjectName(QStringLiteral("stripes"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  build();
  tick_.setInterval(std::chrono::seconds(1));
  connect(&tick_, &QTimer::timeout, this, &Stripes::showLost);
}

void Stripes::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(1);
  for (auto* banner : {demo_, connection_, store_, stopped_}) column->addWidget(banner);
  tryNow_ = connection_->addButton(QStringLiteral("tryNowButton"), tr("Try now"), [this] { emit tryNowWanted(); });
  trust_ = connection_->addButton(QStringLiteral("trustButton"), tr("Trust this certificate…"), [this] { emit trustWanted(); });
  token_ = connection_->addButton(QStringLiteral("tokenButton"), tr("Enter a token…"), [this] { emit tokenWanted(); });
  reconnect_ = connection_->addButton(QStringLiteral("reconnectButton"), tr("Try again"), [this] { emit reconnectWanted(); });
  start_ = stopped_->addButton(QStringLiteral("startSendingButton"), tr("Start"), [this] { emit startWanted(); });
  demo_->addButton(QStringLiteral("leaveDemoButton"), tr("Exit demo"), [this] { emit leaveDemoWanted(); });
  demo_->say(Banner::Kind::kInfo, tr("Demo data."), tr("Nothing here is real and nothing is sent to anybody. Exit demo deletes it."));
}

void Stripes::reset(bool demo, bool takesToken) {
  takesToken_ = takesToken;
  state_ = {};
  status_.reset();
  wasOpen_ = false;
  for (auto* banner : {connection_, stopped_, store_}) banner->hide();
  demo_->setVisible(demo);
  settleTimer();
}

void Stripes::setState(const client::ChannelState& state) {
  state_ = state;
  wasOpen_ = wasOpen_ || state.kind == Kind::kOpen;
  showConnection();
  settleTimer();
}

void Stripes::setStatus(const client::Status& status) {
  status_ = status;
  showStopped();
}

void Stripes::setWhyNotStart(const QString& why) {
  start_->setEnabled(why.isEmpty());
  start_->setToolTip(theme::tipText(why));
}

void Stripes::showConnection() {
  const auto reason = models::plain(state_.reason);
  tryNow_->setVisible(state_.kind == Kind::kLost);
  token_->setVisible(state_.kind == Kind::kRefused && state_.certificate == nullptr && takesToken_);
  trust_->setVisible(state_.kind == Kind::kRefused && state_.certificate != nullptr);
  reconnect_->setVisible(state_.kind == Kind::kRefused || state_.kind == Kind::kIncompatible);
  connection_->setVisible(state_.kind == Kind::kLost || state_.kind == Kind::kRefused || state_.kind == Kind::kIncompatible);
  if (state_.kind == Kind::kLost) showLost();
  if (state_.kind == Kind::kRefused)
    connection_->say(Banner::Kind::kDanger, refusedWords(state_), state_.certificate ? certificateWords(*state_.certificate) : reason);
  if (state_.kind == Kind::kIncompatible)
    connection_->say(Banner::Kind::kDanger, tr("This window and that core do not understand each other."), reason);
}

/// The strong words stay, as a screen reader tells each change of them; the seconds run in the rest.
void Stripes::showLost() {
  if (state_.kind != Kind::kLost) return;
  const auto now = clock_.now();
  const auto ago = models::spanWord(std::max(base::Millis{0}, now.wall - state_.since));
  const auto left = std::chrono::duration_cast<base::Millis>(state_.retryAt - now.mono);
  const auto retry = left.count() > 0 ? tr("Trying again in %1.").arg(models::spanWord(left)) : tr("Trying again now.");
  const auto known = wasOpen_ ? tr("%1 ago, showing what was known then.").arg(ago) : tr("for %1.").arg(ago);
  auto words = known + QLatin1Char(' ') + retry;
  // What never was there may be looked for in the wrong place: why stands in sight, not in the tooltip alone.
  if (!wasOpen_ && !state_.reason.empty()) words += QLatin1Char(' ') + models::plain(state_.reason);
  connection_->say(Banner::Kind::kWarn, wasOpen_ ? tr("Connection lost") : tr("No connection"), words);
  connection_->setToolTip(theme::tipText(models::plain(state_.reason)));
}

void Stripes::showStopped() {
  const auto now = clock_.now().wall;
  const bool stopped = status_ && status_->allPaused;
  stopped_->setVisible(stopped);
  if (stopped) {
    const auto strong = !status_->allPausedSince ? tr("Sending is stopped")
                        : status_->allPausedUntil
                            ? tr("Sending is stopped from %1 until %2")
                                  .arg(clockWord(*status_->allPausedSince, now), clockWord(*status_->allPausedUntil, now))
                            : tr("Sending is stopped since %1").arg(clockWord(*status_->allPausedSince, now));
    stopped_->say(Banner::Kind::kWarn, strong, tr("· %1 waiting").arg(QLocale().toString(static_cast<qulonglong>(status_->waiting))));
  }
  const bool full = status_ && !status_->stoppedBecause.empty();
  store_->setVisible(full);
  if (full) store_->say(Banner::Kind::kDanger, tr("New events are not taken."), models::plain(status_->stoppedBecause));
}

void Stripes::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  settleTimer();
}

void Stripes::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  settleTimer();
}

void Stripes::settleTimer() {
  if (state_.kind == Kind::kLost && isVisible()) {
    showLost();
    tick_.start();
  } else {
    tick_.stop();
  }
}

}  // namespace hookline::shell
