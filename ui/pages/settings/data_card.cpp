#include "settings_page/data_card.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QLocale>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "settings_page/fact_line.h"

namespace hookline::settings_page {

DataCard::DataCard(QWidget* parent)
    : Card(tr("Data"), parent),
      folder_(new FactLine(tr("Folder"), "dataFolder", tr("Copy the data folder"), this)),
      open_(new QPushButton(tr("Open folder"), this)),
      size_(new FactLine(tr("Size on disk"), "dataSize", {}, this)),
      versions_(new FactLine(tr("Versions"), "versions", {}, this)) {
  setObjectName(QStringLiteral("dataCard"));
  open_->setObjectName(QStringLiteral("openFolder"));
  open_->setAutoDefault(false);
  open_->hide();
  folder_->addWidget(open_);
  for (auto* line : {folder_, size_, versions_}) {
    line->setText(tr("not known yet"), false);
    body().addWidget(line);
  }
  connect(open_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder_->text())); });
}

void DataCard::setSettings(const client::Settings& settings) {
  const auto folder = models::plain(settings.dataFolder);
  folder_->setText(folder.isEmpty() ? tr("only an admin may know") : folder, !folder.isEmpty());
  // A core on another computer has a folder that is not here.
  open_->setVisible(!folder.isEmpty() && QFileInfo(folder).isAbsolute() && QFileInfo(folder).isDir());
}

void DataCard::setStatus(const client::Status& status) {
  size_->setText(QLocale().formattedDataSize(static_cast<qint64>(status.diskBytes), 1, QLocale::DataSizeSIFormat), false);
}

void DataCard::setMe(const client::Me& me) {
  const auto core = models::plain(me.version);
  versions_->setText(tr("window %1 · core %2").arg(QCoreApplication::applicationVersion(), core.isEmpty() ? tr("not known yet") : core),
                     false);
}

QList<QWidget*> DataCard::stops() const { return {folder_->copyButton(), open_}; }

}  // namespace hookline::settings_page
