#include "settings_page/receiving_card.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "settings_page/fact_line.h"
#include "settings_page/rights.h"
#include "settings_page/token_list.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"
#include "widgets/plain_label.h"

namespace hookline::settings_page {
namespace {

constexpr int kMaxNameLetters = 64;

}  // namespace

ReceivingCard::ReceivingCard(client::Client& client, shell::Prompter& prompter, QWidget* parent)
    : Card(tr("Receiving events"), parent),
      client_(client),
      prompter_(prompter),
      address_(new FactLine(tr("Address"), "receivingAddress", tr("Copy the address"), this)),
      whyNot_(widgets::wrappedLabel("hint", {}, this)),
      tokens_(new TokenList(this)),
      name_(new QLineEdit(this)),
      create_(new QPushButton(tr("New producer token…"), this)),
      problem_(widgets::wrappedLabel("error", {}, this)) {
  setObjectName(QStringLiteral("receivingCard"));
  build();
  gate();
}

void ReceivingCard::build() {
  address_->setText(tr("not known yet"), false);
  whyNot_->setObjectName(QStringLiteral("tokensWhyNot"));
  problem_->setObjectName(QStringLiteral("tokenNameProblem"));
  problem_->hide();
  name_->setObjectName(QStringLiteral("tokenNameField"));
  name_->setAccessibleName(tr("Name of the new token"));
  name_->setPlaceholderText(tr("who will use it, for example shop-chatbot"));
  name_->setMaxLength(kMaxNameLetters);
  name_->installEventFilter(this);
  create_->setObjectName(QStringLiteral("newToken"));
  create_->setAutoDefault(false);
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(name_, 1);
  row->addWidget(create_);
  body().addWidget(address_);
  body().addWidget(widgets::wrappedLabel(
      "hint", tr("A chatbot posts its events to /api/events at this address, with a producer token. Such a token can do nothing else."),
      this));
  body().addSpacing(theme::kSpaceTiny);
  body().addWidget(widgets::wrappedLabel("field", tr("Tokens"), this));
  body().addWidget(tokens_);
  body().addLayout(row);
  body().addWidget(problem_);
  body().addWidget(whyNot_);
  connect(tokens_, &TokenList::revokeWanted, this, &ReceivingCard::askToRevoke);
  connect(create_, &QPushButton::clicked, this, &ReceivingCard::create);
  connect(name_, &QLineEdit::returnPressed, this, &ReceivingCard::create);
  // What was wrong is being mended; whether it is right is said when the field is left.
  connect(name_, &QLineEdit::textEdited, this, [this] { sayProblem({}); });
}

void ReceivingCard::setSettings(const client::Settings& settings) {
  const auto address = models::plain(settings.address);
  address_->setText(address.isEmpty() ? tr("none: this core listens nowhere") : address, !address.isEmpty());
}

void ReceivingCard::setTokens(const std::vector<client::Token>& tokens) {
  tokens_->setTokens(tokens, models::plain(client_.me().name));
  gate();
}

void ReceivingCard::gate() {
  const auto whyNot = whyNotTokens(client_);
  whyNot_->setText(whyNot);
  whyNot_->setVisible(!whyNot.isEmpty());
  tokens_->setWhyNot(whyNot);
  for (QWidget* part : {static_cast<QWidget*>(name_), static_cast<QWidget*>(create_)}) {
    part->setEnabled(whyNot.isEmpty() && !busy_);
    part->setToolTip(theme::tipText(whyNot));
  }
}

QList<QWidget*> ReceivingCard::stops() const { return QList<QWidget*>{address_->copyButton()} << tokens_->stops() << name_ << create_; }

// ---- a new one

bool ReceivingCard::checkName() {
  const auto name = name_->text().trimmed();
  static const QRegularExpression kName(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]*$"));
  if (name.isEmpty())
    sayProblem(tr("Give it a name, so that you know later whose it is."));
  else if (!kName.match(name).hasMatch())
    sayProblem(tr("A name has letters, digits, dots, hyphens and underscores, and begins with a letter or digit."));
  else
    sayProblem({});
  return problem_->text().isEmpty();
}

void ReceivingCard::sayProblem(const QString& problem) {
  problem_->setText(problem);
  problem_->setVisible(!problem.isEmpty());
  name_->setAccessibleDescription(problem);
  theme::setLook(*name_, "invalid", !problem.isEmpty());
}

/// A field that is left empty is no mistake: nobody has to make a token.
bool ReceivingCard::eventFilter(QObject* watched, QEvent* event) {
  if (watched == name_ && event->type() == QEvent::FocusOut) {
    const auto reason = static_cast<QFocusEvent*>(event)->reason();
    if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && !name_->text().trimmed().isEmpty()) checkName();
  }
  return Card::eventFilter(watched, event);
}

void ReceivingCard::create() {
  if (busy_ || !create_->isEnabled()) return;
  if (!checkName()) return name_->setFocus(Qt::OtherFocusReason);
  busy_ = true;
  gate();
  client_.createToken(this, name_->text().trimmed().toStdString(), model::Role::kProducer,
                      [this](base::Result<client::CreatedToken> created) { onCreated(created); });
}

void ReceivingCard::onCreated(const base::Result<client::CreatedToken>& created) {
  busy_ = false;
  gate();
  emit tokensToRead();
  if (created) {
    name_->clear();
    const auto name = models::plain(created->token.name);
    return prompter_.showOnce(this, tr("The token of %1").arg(name),
                              tr("Copy it into the chatbot's settings now. It is shown this once; whoever has it can post events here."),
                              models::plain(created->text), [this] { name_->setFocus(Qt::OtherFocusReason); });
  }
  if (created.error().code != base::Errc::kConflict && created.error().code != base::Errc::kInvalid)
    return tellFailure(tr("No token was made"), created.error());
  sayProblem(models::plain(created.error().message));
  name_->setFocus(Qt::OtherFocusReason);
}

// ---- one less

void ReceivingCard::askToRevoke(const QString& name) {
  shell::Question question;
  question.title = tr("Revoke the token %1?").arg(name);
  question.text =
      tr("Whoever uses it is refused from then on, and events sent with it do not arrive. This cannot be taken back; a new token "
         "can be made.");
  question.confirm = tr("Revoke it");
  question.dangerous = true;
  prompter_.ask(this, question, [this, name](bool yes) {
    if (yes) revoke(name);
  });
}

void ReceivingCard::revoke(const QString& name) {
  client_.revokeToken(this, name.toStdString(), [this, name](base::Result<void> done) {
    emit tokensToRead();
    // Somebody else was faster: it is gone, as was wanted.
    if (done || done.error().code == base::Errc::kNotFound) return emit said(tr("%1 is revoked.").arg(name));
    tellFailure(tr("The token was not revoked"), done.error());
  });
}

void ReceivingCard::tellFailure(const QString& title, const base::Error& error) {
  const auto why = models::plain(error.message);
  if (error.outcomeUnknown)
    emit said(tr("It is not known whether that arrived; looking again. %1").arg(why));
  else
    prompter_.tell(this, title, why);
}

}  // namespace hookline::settings_page
