#pragma once
#include <QTest>

namespace hookline::support {

/// The rows of a test that runs on both channels; it fetches `overHttp`.
inline void bothChannels() {
  QTest::addColumn<bool>("overHttp");
  QTest::newRow("own core") << false;
  QTest::newRow("daemon") << true;
}

}  // namespace hookline::support
