#pragma once
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <chrono>
#include <functional>

namespace hookline::support {

/// Lets the event loop run until `done`; false when that takes longer than `patience`.
inline bool spinUntil(const std::function<bool()>& done, std::chrono::milliseconds patience = std::chrono::seconds{30}) {
  QElapsedTimer since;
  since.start();
  QTimer wake;  // looks again also when nothing else happens
  wake.start(std::chrono::milliseconds{2});
  while (!done()) {
    if (since.hasExpired(patience.count())) return false;
    QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
  }
  return true;
}

/// Lets everything run that is already in the event loop's queue, and what that brings about, `rounds` times.
inline void spinRounds(int rounds) {
  for (int i = 0; i < rounds; ++i) QCoreApplication::processEvents();
}

}  // namespace hookline::support
