#pragma once
#include <QApplication>
#include <QTest>

// UI_TEST(<file name without .cpp>, <class>), at the end of a test file, in no namespace: runs the class's private slots in an application
// of their own when the program is started with that name (see ui_test() in cmake/Room.cmake).
#define UI_TEST(name, TestClass)                           \
  int name(int argc, char* argv[]);                        \
  int name(int argc, char* argv[]) {                       \
    const QApplication app(argc, argv);                    \
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi, true); \
    TestClass test;                                        \
    QTEST_SET_MAIN_SOURCE_PATH                             \
    return QTest::qExec(&test, argc, argv);                \
  }
