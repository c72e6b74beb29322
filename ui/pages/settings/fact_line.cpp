#include "settings_page/fact_line.h"

#include <QHBoxLayout>
#include <QLabel>

#include "theme/metrics.h"
#include "theme/theme.h"
#include "widgets/copy_button.h"
#include "widgets/elided_label.h"

namespace hookline::settings_page {
namespace {

constexpr int kNameWidth = 116;

}  // namespace

FactLine::FactLine(const QString& name, const char* objectName, const QString& copyLabel, QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), text_(new widgets::ElidedLabel(this)) {
  auto* key = new QLabel(name, this);
  key->setProperty("role", "secondary");
  key->setMinimumWidth(kNameWidth);
  text_->setObjectName(QLatin1String(objectName));
  text_->setAccessibleName(name);
  text_->setElideMode(Qt::ElideMiddle);
  text_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(theme::kSpaceSmall);
  row_->addWidget(key);
  row_->addWidget(text_);
  if (!copyLabel.isEmpty()) {
    copy_ = new widgets::CopyButton(
        copyLabel, [this] { return text(); }, this, true);
    copy_->setObjectName(QLatin1String(objectName) + QStringLiteral("Copy"));
    row_->addWidget(copy_);
  }
  row_->addStretch(1);
  setMinimumHeight(theme::kControlHeight);
}

void FactLine::setText(const QString& text, bool copyable) {
  text_->setText(text);
  theme::setLook(*text_, "role", copyable && copy_ != nullptr ? "mono" : "body");
  if (copy_ != nullptr) copy_->setVisible(copyable);
}

QString FactLine::text() const { return text_->text(); }

void FactLine::addWidget(QWidget* widget) { row_->insertWidget(row_->count() - 1, widget); }

QWidget* FactLine::copyButton() const { return copy_; }

}  // namespace hookline::settings_page
