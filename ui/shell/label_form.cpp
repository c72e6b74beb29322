#include "shell/label_form.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/metrics.h"

namespace hookline::shell {
namespace {

constexpr int kSwatch = 12;

QIcon swatch(ConnectionColour colour, double ratio) {
  QPixmap picture(QSize(kSwatch, kSwatch) * ratio);
  picture.setDevicePixelRatio(ratio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(inkOf(colour));
  painter.drawEllipse(QRectF(1, 1, kSwatch - 2, kSwatch - 2));
  return QIcon(picture);
}

}  // namespace

LabelForm::LabelForm(QWidget* parent)
    : QWidget(parent), name_(new QLineEdit(this)), colour_(new QComboBox(this)), environment_(new QComboBox(this)) {
  setObjectName(QStringLiteral("labelForm"));
  name_->setObjectName(QStringLiteral("connectionNameField"));
  name_->setMaxLength(ConnectionLabel::kMaxLetters);
  colour_->setObjectName(QStringLiteral("connectionColourField"));
  for (const auto colour : kConnectionColours) colour_->addItem(swatch(colour, devicePixelRatioF()), wordOf(colour));
  environment_->setObjectName(QStringLiteral("connectionEnvironmentField"));
  for (const auto environment : kEnvironments) environment_->addItem(wordOf(environment));
  auto* pair = new QHBoxLayout;
  pair->setSpacing(theme::kSpace);
  pair->addWidget(field(tr("Colour"), colour_), 1);
  pair->addWidget(field(tr("Environment"), environment_), 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpace);
  column->addWidget(field(tr("Name"), name_));
  column->addLayout(pair);
  connect(name_, &QLineEdit::textEdited, this, [this] { changed_ = true; });
  for (auto* box : {colour_, environment_}) connect(box, &QComboBox::activated, this, [this] { changed_ = true; });
}

QWidget* LabelForm::field(const QString& title, QWidget* input) {
  auto* box = new QWidget(this);
  auto* label = new QLabel(title, box);
  label->setProperty("role", "field");
  label->setBuddy(input);
  input->setAccessibleName(title);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  column->addWidget(label);
  column->addWidget(input);
  return box;
}

void LabelForm::setLabel(const ConnectionLabel& label) {
  const auto colour = std::find(kConnectionColours.begin(), kConnectionColours.end(), label.colour);
  const auto environment = std::find(kEnvironments.begin(), kEnvironments.end(), label.environment);
  name_->setText(label.name);
  colour_->setCurrentIndex(static_cast<int>(colour - kConnectionColours.begin()));
  environment_->setCurrentIndex(static_cast<int>(environment - kEnvironments.begin()));
  changed_ = false;
}

void LabelForm::setHost(const QString& host) { name_->setPlaceholderText(host.isEmpty() ? tr("as its address") : host); }

ConnectionLabel LabelForm::label() const {
  return {cleanName(name_->text()), kConnectionColours.at(static_cast<std::size_t>(colour_->currentIndex())),
          kEnvironments.at(static_cast<std::size_t>(environment_->currentIndex()))};
}

}  // namespace hookline::shell
