#include "settings_page/about_card.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/copy_button.h"

namespace hookline::settings_page {

AboutCard::AboutCard(std::function<QString()> diagnostics, QWidget* parent)
    : Card(tr("About"), parent), copy_(new widgets::CopyButton(tr("Copy diagnostics"), std::move(diagnostics), this)) {
  setObjectName(QStringLiteral("aboutCard"));
  copy_->setObjectName(QStringLiteral("copyDiagnostics"));
  const auto add = [this](const char* role, const QString& text) {
    auto* label = new QLabel(this);
    label->setProperty("role", QLatin1String(role));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    body().addWidget(label);
    return label;
  };
  add("body", tr("Hookline %1 is free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes "
                 "without any warranty.")
                  .arg(QCoreApplication::applicationVersion()))
      ->setObjectName(QStringLiteral("licence"));
  add("hint", tr("Diagnostics are versions, the role and figures. No token, address, name or event is among them."));
  body().addWidget(copy_, 0, Qt::AlignLeft);
}

}  // namespace hookline::settings_page
