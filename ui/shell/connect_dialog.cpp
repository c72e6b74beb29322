#include "shell/connect_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/connect_checks.h"
#include "shell/connect_link.h"
#include "shell/label_form.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"
#include "widgets/plain_label.h"

namespace hookline::shell {
namespace {

constexpr int kWidth = 460;
/// Of what is typed; longer is no address and no token.
constexpr int kMaxLetters = 2048;

}  // namespace

ConnectDialog::ConnectDialog(Setup setup, QWidget* owner)
    : QDialog(owner),
      setup_(std::move(setup)),
      remember_(new QCheckBox(tr("Remember the token in the key ring"), this)),
      whereKept_(widgets::wrappedLabel("hint", {}, this)),
      form_(new LabelForm(this)) {
  setObjectName(QStringLiteral("connectDialog"));
  setWindowTitle(tr("Connect to a daemon"));
  setFixedWidth(kWidth);
  build();
  address_.input->setText(setup_.address);
  showKnown();
  askKeyRing();
  (setup_.address.isEmpty() ? address_ : token_).input->setFocus();
}

void ConnectDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceSection, theme::kSpaceWide, theme::kSpaceSection, theme::kSpaceWide);
  column->setSpacing(theme::kSpace);
  column->addWidget(widgets::wrappedLabel("title", tr("Connect to a daemon"), this));
  column->addWidget(widgets::wrappedLabel(
      "secondary", tr("A daemon delivers on another computer, or without a window. This window then shows it."), this));
  address_ = addField(*column, "daemonAddress", setup_.links ? tr("Address, or a connect link") : tr("Address"),
                      QStringLiteral("https://hooks.example.com:8787"));
  token_ = addField(*column, "daemonToken", tr("Token"), QStringLiteral("hl_…"));
  token_.input->setEchoMode(QLineEdit::Password);
  remember_->setObjectName(QStringLiteral("rememberToken"));
  whereKept_->setObjectName(QStringLiteral("whereTokenIsKept"));
  auto* keeping = new QVBoxLayout;
  keeping->setSpacing(theme::kSpaceTiny);
  keeping->addWidget(remember_);
  keeping->addWidget(whereKept_);
  column->addLayout(keeping);
  column->addWidget(form_);
  column->addStretch(1);
  addButtons(*column);
  connect(address_.input, &QLineEdit::textEdited, this, &ConnectDialog::showKnown);
  connect(remember_, &QCheckBox::toggled, this, &ConnectDialog::sayWhereKept);
}

void ConnectDialog::addButtons(QVBoxLayout& column) {
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
  column.addWidget(buttons);
}

ConnectDialog::Field ConnectDialog::addField(QVBoxLayout& column, const char* name, const QString& label, const QString& placeholder) {
  auto* title = widgets::wrappedLabel("field", label, this);
  const Field field{new QLineEdit(this), widgets::wrappedLabel("error", {}, this)};
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

bool ConnectDialog::holdsLink() const { return setup_.links && looksLikeConnectLink(address_.input->text()); }

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
  NewDaemon daemon{address_.input->text().trimmed(), token_.input->text().trimmed()};
  if (form_->changed()) daemon.label = form_->label();
  const bool remember = remember_->isChecked();
  accept();
  emit connectWanted(daemon, remember);
}

/// What it is called already stands in the fields, unless they are being filled in.
void ConnectDialog::showKnown() {
  const auto url = address_.input->text().trimmed();
  form_->setHost(holdsLink() ? QString() : hostOf(url));
  if (form_->changed()) return;
  ConnectionLabel label{{}, freeColour(setup_.known)};
  for (const auto& one : setup_.known)
    if (one.saved && daemonKey(one.tokenFor) == daemonKey(url)) label = labelOf(one);
  form_->setLabel(label);
}

void ConnectDialog::askKeyRing() {
  remember_->setVisible(bool(setup_.askKeyRing));
  remember_->setChecked(bool(setup_.askKeyRing));
  remember_->setEnabled(false);
  if (setup_.askKeyRing)
    setup_.askKeyRing([dialog = QPointer<ConnectDialog>(this)](const QString& why) {
      if (dialog) dialog->keyRingAnswered(why);
    });
  sayWhereKept();
}

void ConnectDialog::keyRingAnswered(const QString& why) {
  noKeyRing_ = why;
  remember_->setEnabled(why.isEmpty());
  remember_->setChecked(why.isEmpty());
  remember_->setToolTip(theme::tipText(why));
  whereKept_->setToolTip(theme::tipText(why));
  sayWhereKept();
}

void ConnectDialog::sayWhereKept() {
  const auto role = tr("What you may do there is up to its role.");
  auto words = tr("The token is kept until Hookline is closed and is written nowhere. %1").arg(role);
  if (setup_.askKeyRing && !noKeyRing_)
    words = tr("Asking whether a key ring answers on this computer.");
  else if (noKeyRing_ && !noKeyRing_->isEmpty())
    words = tr("No key ring answers on this computer; the token is kept until Hookline closes. %1").arg(role);
  else if (remember_->isChecked())
    words = role;
  whereKept_->setText(words);
  fit();
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
