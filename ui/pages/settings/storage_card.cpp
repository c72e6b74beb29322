#include "settings_page/storage_card.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "models/delivery_words.h"
#include "models/rights.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"

namespace hookline::settings_page {
namespace {

constexpr int kSteps = 1000;
constexpr double kGigabyte = 1e9;
constexpr int kFieldWidth = 90;

QString sizeWord(std::uint64_t bytes) { return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat); }

QString gigabytes(std::uint64_t bytes) {
  return QLocale::c().toString(static_cast<double>(bytes) / kGigabyte, 'g', QLocale::FloatingPointShortest);
}

std::optional<int> wholeOf(const QLineEdit& input) {
  bool whole = false;
  const int number = input.text().trimmed().toInt(&whole);
  return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

StorageCard::StorageCard(client::Client& client, QWidget* parent)
    : Card(tr("Storage"), parent),
      client_(client),
      bar_(new QProgressBar(this)),
      used_(new QLabel(this)),
      trouble_(new QLabel(this)),
      save_(new QPushButton(tr("Save"), this)) {
  setObjectName(QStringLiteral("storageCard"));
  bar_->setObjectName(QStringLiteral("storageBar"));
  bar_->setAccessibleName(tr("Room that is used"));
  bar_->setTextVisible(false);
  bar_->setRange(0, kSteps);
  used_->setObjectName(QStringLiteral("storageUsed"));
  trouble_->setObjectName(QStringLiteral("storageTrouble"));
  trouble_->setProperty("role", "error");
  save_->setObjectName(QStringLiteral("storageSave"));
  save_->setAutoDefault(false);
  for (auto* label : {used_, trouble_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  trouble_->hide();
  body().addWidget(bar_);
  body().addWidget(used_);
  lines_ = {
      addLine("keepDays", "keepDays", tr("Keep finished deliveries"), tr("days"), tr("With their events and attempts.")),
      addLine("keepPayloadDays", "keepPayloadDays", tr("Keep what was sent and answered"), tr("days"),
              tr("After that their bodies go; what happened stays listed.")),
      addLine("keepDeadDays", "keepDeadDays", tr("Keep dead letters"), tr("days"), tr("Empty: until somebody retries or purges them.")),
      addLine("maxDiskBytes", "maxDisk", tr("Take at most"), tr("GB"),
              tr("Old finished deliveries go sooner, so that it stays below. What waits never goes."))};
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(save_);
  buttons->addStretch(1);
  body().addWidget(trouble_);
  body().addLayout(buttons);
  connect(save_, &QPushButton::clicked, this, &StorageCard::save);
  gate();
}

StorageCard::Line StorageCard::addLine(const char* name, const char* objectName, const QString& label, const QString& unit,
                                       const QString& hint) {
  auto* what = new QLabel(label, this);
  auto* input = new QLineEdit(this);
  input->setObjectName(QLatin1String(objectName));
  input->setAccessibleName(label);
  input->setAlignment(Qt::AlignRight);
  input->setFixedWidth(kFieldWidth);
  what->setBuddy(input);
  auto* note = new QLabel(hint, this);
  note->setObjectName(QLatin1String(objectName) + QStringLiteral("Note"));
  note->setProperty("hint", hint);
  note->setTextFormat(Qt::PlainText);
  note->setWordWrap(true);
  note->setProperty("role", "hint");
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(what, 1);
  row->addWidget(input);
  row->addWidget(new QLabel(unit, this));
  body().addLayout(row);
  body().addWidget(note);
  connect(input, &QLineEdit::textEdited, this, &StorageCard::gate);
  return {name, input, note};
}

bool StorageCard::isFixed(const Line& line) const {
  return settings_ && std::find(settings_->fixedStorage.begin(), settings_->fixedStorage.end(), line.name) != settings_->fixedStorage.end();
}

void StorageCard::setSettings(const client::Settings& settings) {
  // What is being typed is not overwritten by what is known anyway.
  const bool news = !settings_ || settings_->storage != settings.storage || settings_->fixedStorage != settings.fixedStorage;
  settings_ = settings;
  if (news) showRules();
  gate();
}

void StorageCard::showRules() {
  if (!settings_->storage) return;
  const auto& rules = *settings_->storage;
  lines_[0].input->setText(QString::number(rules.keepDays));
  lines_[1].input->setText(QString::number(rules.keepPayloadDays));
  lines_[2].input->setText(rules.keepDeadDays ? QString::number(*rules.keepDeadDays) : QString());
  lines_[3].input->setText(gigabytes(rules.maxDiskBytes));
  for (const auto& line : lines_) mark(line, {});
}

void StorageCard::setStatus(const client::Status& status) {
  if (status.diskLimit == 0) return bar_->hide();
  const auto share = static_cast<double>(status.diskUsed) / static_cast<double>(status.diskLimit);
  bar_->setValue(static_cast<int>(std::clamp(share, 0.0, 1.0) * kSteps));
  bar_->show();
  used_->setText(tr("%1 of %2 used").arg(sizeWord(status.diskUsed), sizeWord(status.diskLimit)));
}

void StorageCard::gate() {
  const auto whyNot = models::whyNot(
      client_, "administer", tr("You are connected as %1. Only an admin may change this.").arg(models::roleWord(client_.me().role)));
  const bool known = settings_ && settings_->storage;
  for (const auto& line : lines_) {
    const bool fixed = isFixed(line);
    line.input->setEnabled(whyNot.isEmpty() && known && !fixed);
    line.input->setToolTip(theme::tipText(whyNot));
    if (fixed) line.note->setText(tr("Set by an option when Hookline was started; change it there."));
  }
  save_->setEnabled(whyNot.isEmpty() && known && !busy_);
  save_->setToolTip(theme::tipText(whyNot));
}

void StorageCard::mark(const Line& line, const QString& problem) {
  line.note->setText(problem.isEmpty() ? line.note->property("hint").toString() : problem);
  theme::setLook(*line.note, "role", problem.isEmpty() ? "hint" : "error");
  line.input->setAccessibleDescription(problem);
}

std::optional<model::StorageRules> StorageCard::typed() {
  auto rules = *settings_->storage;
  bool good = true;
  const auto days = [&](const Line& line, auto take) {
    const auto number = wholeOf(*line.input);
    const bool fine = number && *number >= 1 && *number <= model::StorageRules::kMaxDays;
    mark(line, fine ? QString() : tr("This is a whole number of days from 1 to %1.").arg(model::StorageRules::kMaxDays));
    good = good && fine;
    if (fine) take(*number);
  };
  days(lines_[0], [&](int number) { rules.keepDays = number; });
  days(lines_[1], [&](int number) { rules.keepPayloadDays = number; });
  rules.keepDeadDays.reset();
  if (lines_[2].input->text().trimmed().isEmpty())
    mark(lines_[2], {});
  else
    days(lines_[2], [&](int number) { rules.keepDeadDays = number; });
  bool number = false;
  const double size = QString(lines_[3].input->text()).trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&number) * kGigabyte;
  const bool fits = number && size >= static_cast<double>(model::StorageRules::kLeastDiskBytes) &&
                    size <= static_cast<double>(model::StorageRules::kMostDiskBytes);
  mark(lines_[3], fits ? QString() : tr("This is a number of gigabytes from 0.064 on."));
  if (fits) rules.maxDiskBytes = static_cast<std::uint64_t>(std::llround(size));
  return good && fits ? std::optional(rules) : std::nullopt;
}

void StorageCard::save() {
  trouble_->hide();
  if (!settings_ || !settings_->storage) return;
  const auto rules = typed();
  if (!rules) return;
  busy_ = true;
  gate();
  client_.changeStorage(this, *settings_->storage, *rules, [this](const base::Result<client::Settings>& changed) {
    busy_ = false;
    if (!changed) {
      gate();
      return refuse(changed.error());
    }
    settings_ = *changed;
    showRules();
    gate();
    emit said(tr("Saved."));
  });
}

void StorageCard::refuse(const base::Error& error) {
  bool placed = false;
  for (const auto& detail : error.details)
    for (const auto& line : lines_)
      if (detail.path == std::string("/storage/") + line.name) {
        mark(line, tr("The core says that it %1.").arg(models::plain(detail.message)));
        placed = true;
      }
  if (placed) return;
  trouble_->setText(tr("It was not saved: %1").arg(models::plain(error.message)));
  trouble_->show();
}

QList<QWidget*> StorageCard::stops() const {
  QList<QWidget*> all;
  for (const auto& line : lines_) all << line.input;
  return all << save_;
}

}  // namespace hookline::settings_page
