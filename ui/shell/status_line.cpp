#include "shell/status_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include "theme/metrics.h"
#include "theme/theme.h"
#include "widgets/plain_label.h"

namespace hookline::shell {

using Kind = client::ChannelState::Kind;

namespace {

QString rateWord(double perSecond) {
  const QLocale locale;
  const bool small = perSecond > 0 && perSecond < 9.95;
  return locale.toString(perSecond, 'f', small ? 1 : 0);
}

}  // namespace

StatusLine::StatusLine(QWidget* parent)
    : QFrame(parent),
      dot_(widgets::plainLabel("subtitle", {}, this, "statusDot")),
      rate_(widgets::plainLabel("subtitle", {}, this, "statusRate")),
      waiting_(widgets::plainLabel("subtitle", {}, this, "statusWaiting")),
      kept_(widgets::plainLabel("subtitle", {}, this, "statusKept")),
      online_(widgets::plainLabel("subtitle", {}, this, "statusOnline")) {
  setObjectName(QStringLiteral("statusLine"));
  setProperty("role", "statusBar");
  setMinimumHeight(theme::kStatusBarHeight);
  dot_->setText(QStringLiteral("●"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::kSpace, 0, theme::kSpace, 0);
  row->setSpacing(theme::kPageMargin);
  auto* first = new QHBoxLayout;
  first->setSpacing(theme::kSpaceTiny);
  first->addWidget(dot_);
  first->addWidget(rate_);
  row->addLayout(first);
  row->addWidget(waiting_);
  row->addWidget(kept_);
  row->addStretch(1);
  row->addWidget(online_);
  show();
}

void StatusLine::setState(const client::ChannelState& state) {
  kind_ = state.kind;
  show();
}

void StatusLine::setStatus(const client::Status& status) {
  status_ = status;
  show();
}

void StatusLine::forget() {
  status_.reset();
  kind_ = client::ChannelState::Kind::kConnecting;
  show();
}

void StatusLine::show() {
  const bool open = kind_ == Kind::kOpen;
  theme::setLook(*dot_, "tone",
                 open                         ? QStringLiteral("idle")
                 : kind_ == Kind::kConnecting ? QStringLiteral("warn")
                                              : QStringLiteral("bad"));
  waiting_->setVisible(status_.has_value());
  kept_->setVisible(status_.has_value());
  if (status_) showFigures();
  if (!open) {
    rate_->setText(kind_ == Kind::kConnecting ? tr("Connecting") : tr("Not connected"));
  } else if (!status_) {
    rate_->setText(tr("Connected"));
  }
  online_->setVisible(open && status_);
}

void StatusLine::showFigures() {
  const QLocale locale;
  if (status_->allPaused)
    rate_->setText(tr("Sending is stopped"));
  else if (status_->deliveredPerSecond <= 0 && status_->waiting == 0)
    rate_->setText(tr("Ready"));
  else
    rate_->setText(tr("Delivering %1 a second").arg(rateWord(status_->deliveredPerSecond)));
  waiting_->setText(tr("Waiting %1").arg(locale.toString(static_cast<qulonglong>(status_->waiting))));
  kept_->setText(tr("Keeping %1").arg(locale.formattedDataSize(static_cast<qint64>(status_->diskBytes), 0, QLocale::DataSizeSIFormat)));
  online_->setText(status_->online ? tr("online") : tr("offline: deliveries wait until this machine has a network again"));
  theme::setLook(*online_, "tone", status_->online ? QString() : QStringLiteral("warn"));
}

}  // namespace hookline::shell
