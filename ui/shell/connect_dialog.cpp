#include "shell/connect_dialog.h"

#include <QDialogButtonBox>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/connect_checks.h"
#include "shell/connect_link.h"
#include "theme/metrics.h"
#include "theme/theme.h"

namespace hookline::shell {
namespace {

constexpr int kWidth = 460;
/// Of what is typed; longer is no address and no token.
constexpr int kMaxLetters = 2048;

QLabel* plainLabel(const char* role, const QString& text, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty("role", QLatin1String(role));
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setText(text);
  return label;
}

}  // namespace

ConnectDialog::ConnectDialog(const QString& address, bool links, QWidget* owner) : QDialog(owner), links_(links) {
  setObjectName(QStringLiteral("connectDialog"));
  setWindowTitle(tr("Connect to a daemon"));
  setFixedWidth(kWidth);
  build();
  address_.input->setText(address);
  (address.isEmpty() ? address_ : token_).input->setFocus();
}

void ConnectDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSection, theme::kSpaceWide, theme::kSpaceSection, theme::kSpaceWide);
  column->setSpacing(theme::kSpace);
  column->addWidget(plainLabel("title", tr("Connect to a daemon"), this));
  column->addWidget(
      plainLabel("secondary", tr("A daemon delivers on another computer, or without a window. This window then shows it."), this));
  address_ = addField(*column, "daemonAddress", links_ ? tr("Address, or a connect link") : tr("Address"),
                      QStringLiteral("https://hooks.example.com:8787"));
  token_ = addField(*column, "daemonToken", tr("Token"), QStringLiteral("hl_…"));
  token_.input->setEchoMode(QLineEdit::Password);
  column->addWidget(plainLabel(
      "hint", tr("The token is kept until Hookline is closed and is written nowhere. What you may do there is up to its role."), this));
  column->addStretch(1);
  auto* buttons = new QDialogButtonBox(this);
  auto* connectButton = buttons->addButton(tr("Connect"), QDialogButtonBox::ActionRole);
  connectButton->setObjectName(QStringLiteral("connectButton"));
  theme::setLook(*connectButton, "kind", "primary");
  connectButton->setDefault(true);
  auto* cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  cancel->setObjectName(QStringLiteral("cancelConnectButton"));
  cancel->setAutoDefault(false);
  connect(connectButton, &QPushButton::clicked, this, &ConnectDialog::tryToConnect);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
}

ConnectDialog::Field ConnectDialog::addField(QVBoxLayout& column, const char* name, const QString& label, const QString& placeholder) {
  auto* title = plainLabel("field", label, this);
  const Field field{new QLineEdit(this), plainLabel("error", {}, this)};
  title->setBuddy(field.input);
  field.input->setObjectName(QLatin1String(name));
  field.input->setAccessibleName(label);
  field.input->setPlaceholderText(placeholder);
  field.input->setMaxLength(kMaxLetters);
  field.input->installEventFilter(this);
  field.problem->setObjectName(QLatin1String(name) + QStringLiteral("Problem"));
  field.problem->hide();
  auto* box = new QVBoxLayout;
  box->setSpacing(theme::kSpaceTiny);
  for (QWidget* part : {static_cast<QWidget*>(title), static_cast<QWidget*>(field.input), static_cast<QWidget*>(field.problem)})
    box->addWidget(part);
  column.addLayout(box);
  // What was wrong is being mended; whether it is right is said when the field is left.
  connect(field.input, &QLineEdit::textEdited, this, [this, field] { say(field, {}); });
  return field;
}

bool ConnectDialog::check(const Field& field) {
  const bool link = field.input == address_.input && holdsLink();
  const auto problem = link                            ? QString()
                       : field.input == address_.input ? checkDaemonAddress(field.input->text())
                                                       : checkDaemonToken(field.input->text());
  say(field, problem);
  return problem.isEmpty();
}

void ConnectDialog::say(const Field& field, const QString& problem) {
  field.problem->setText(problem);
  field.problem->setVisible(!problem.isEmpty());
  field.input->setAccessibleDescription(problem);
  theme::setLook(*field.input, "invalid", !problem.isEmpty());
  fit();
}

/// The dialog is as high as what it says.
void ConnectDialog::fit() {
  layout()->activate();
  resize(width(), layout()->totalHeightForWidth(width()));
}

void ConnectDialog::showEvent(QShowEvent* event) {
  fit();
  QDialog::showEvent(event);
}

bool ConnectDialog::holdsLink() const { return links_ && looksLikeConnectLink(address_.input->text()); }

void ConnectDialog::tryToConnect() {
  if (holdsLink()) {
    const auto link = address_.input->text();
    accept();
    return emit linkWanted(link);
  }
  const bool addressGood = check(address_);
  const bool tokenGood = check(token_);
  if (!addressGood) return address_.input->setFocus(Qt::OtherFocusReason);
  if (!tokenGood) return token_.input->setFocus(Qt::OtherFocusReason);
  const auto url = address_.input->text().trimmed();
  const auto token = token_.input->text().trimmed();
  accept();
  emit connectWanted(url, token);
}

/// A field that is left empty may still be filled: that is said by Connect alone. Nor does a menu, or another program's window, end the
/// work on a field.
bool ConnectDialog::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusOut) {
    const auto reason = static_cast<QFocusEvent*>(event)->reason();
    const auto& field = watched == token_.input ? token_ : address_;
    if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && !field.input->text().trimmed().isEmpty()) check(field);
  }
  return QDialog::eventFilter(watched, event);
}

}  // namespace hookline::shell
