#pragma once
#include <QObject>
#include <memory>

namespace hookline::theme {

/// What the desktop wishes programs to look like. Thread: the GUI thread.
class SystemLook : public QObject {
  Q_OBJECT
 public:
  enum class Scheme { kUnknown, kLight, kDark };

  virtual Scheme scheme() const = 0;
  /// The person asked the desktop for high contrast: own colours are not welcome.
  virtual bool highContrast() const { return false; }

 signals:
  void changed();
};

/// The desktop's answer where there is a way to ask (the settings portal, never waited for); kUnknown until then, or for ever.
std::unique_ptr<SystemLook> watchSystemLook();

}  // namespace hookline::theme
