#include <QAction>
#include <QMenu>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "support/ui_test.h"
#include "ui/shell/window_rig.h"

using namespace hookline;
using namespace hookline::shell_test;

namespace {

/// A manual that writes down what it is told.
class NotingManual final : public shell::Manual {
 public:
  NotingManual(QStringList& log, QWidget* parent) : Manual(parent, Qt::Window), log_(log) { setObjectName(QStringLiteral("manual")); }

  void follow(client::Client* client, const QString& connection) override {
    log_ << QStringLiteral("follow %1").arg(client != nullptr ? connection : QStringLiteral("none"));
  }
  void open(std::optional<model::WebhookKind> kind) override {
    log_ << QStringLiteral("open %1").arg(kind ? QString::fromLatin1(model::toText(*kind).data()) : QStringLiteral("anywhere"));
    show();
  }

 private:
  QStringList& log_;
};

}  // namespace

/// How the main window offers the manual, and what it does with its window.
class ManualKeyTest final : public QObject {
  Q_OBJECT

 private:
  std::optional<theme::Theme> theme_;
  std::optional<Rig> rig_;
  QStringList log_;

  void start() {
    rig_->manual = [this](QWidget* window) { return new NotingManual(log_, window); };
    rig_->start();
  }
  shell::Navigator& navigator() { return rig_->page(shell::PageId::kOverview).context.navigator; }

 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() {
    log_.clear();
    rig_.emplace(*theme_);
  }
  void cleanup() { rig_.reset(); }
  void cleanupTestCase() { theme_.reset(); }

  void destinationsDone1_theManualIsOpenedByKeyPaletteMenuAndPage() {
    start();
    QVERIFY2(log_.isEmpty(), "nobody has wished for it");
    auto* editor = rig_->page(rig_->window->currentPage()).editor;
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_F1, Qt::ShiftModifier);
    QTRY_COMPARE(log_, (QStringList{"follow This computer", "open anywhere"}));
    log_.clear();
    rig_->window->activateWindow();
    QTRY_VERIFY(rig_->window->isActiveWindow());
    QTest::keyClick(rig_->window.get(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(rig_->find<QLineEdit>("commandInput")->hasFocus());
    QTest::keyClicks(rig_->find<QLineEdit>("commandInput"), "manual");
    QTest::keyClick(rig_->find<QLineEdit>("commandInput"), Qt::Key_Return);
    QTRY_COMPARE(log_, (QStringList{"open anywhere"}));
    QTest::mouseClick(rig_->find<QPushButton>("connectionButton"), Qt::LeftButton);
    QTRY_VERIFY(rig_->find<QMenu>("connectionMenu") != nullptr);
    rig_->find<QMenu>("connectionMenu")->findChild<QAction*>("manualAction")->trigger();
    rig_->find<QMenu>("connectionMenu")->close();
    QCOMPARE(log_, (QStringList{"open anywhere", "open anywhere"}));
    navigator().showManual(model::WebhookKind::kSlack);
    QCOMPARE(log_.last(), QString("open slack"));
    QVERIFY(navigator().hasManual());
  }

  void destinationsDone1_withoutAManualNoneIsOffered() {
    rig_->start();
    QVERIFY(!navigator().hasManual());
    navigator().showManual({});
    QTest::mouseClick(rig_->find<QPushButton>("connectionButton"), Qt::LeftButton);
    QTRY_VERIFY(rig_->find<QMenu>("connectionMenu") != nullptr);
    QVERIFY(rig_->find<QMenu>("connectionMenu")->findChild<QAction*>("manualAction") == nullptr);
    rig_->find<QMenu>("connectionMenu")->close();
  }

  void destinationsDone1_theManualFollowsTheCoreThatIsShown() {
    start();
    rig_->window->showManual({});
    log_.clear();
    rig_->window->switchTo("far");
    QTRY_COMPARE(log_, (QStringList{"follow none", "follow Production"}));
    QVERIFY(rig_->find<QWidget>("manual")->isVisible());
  }

  void destinationsDone1_theManualsWindowGoesWithTheMainOneAndKeepsItsSize() {
    start();
    rig_->window->showManual({});
    rig_->find<QWidget>("manual")->resize(700, 500);
    rig_->window->close();
    QTRY_VERIFY(!rig_->window->isVisible());
    QVERIFY(!rig_->find<QWidget>("manual")->isVisible());
    rig_->window.reset();
    start();
    rig_->window->showManual({});
    QCOMPARE(rig_->find<QWidget>("manual")->size(), QSize(700, 500));
    rig_->settings.setValue("manual/geometry", "nonsense");
    rig_->window.reset();
    start();
    rig_->window->showManual({});
    QCOMPARE(rig_->find<QWidget>("manual")->size(), QSize(920, 680).boundedTo(rig_->window->screen()->availableSize()));
  }
};

UI_TEST(manual_key_test, ManualKeyTest)
#include "manual_key_test.moc"
