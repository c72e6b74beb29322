#pragma once
#include <QTemporaryDir>
#include <memory>

#include "core_api/core.h"
#include "hookline/demo_receivers.h"
#include "hookline/demo_script.h"
#include "hookline/desktop_options.h"

namespace hookline::desktop {

/// What `--demo` needs beside the app's own core: a data folder that goes away, the made-up company's systems and its traffic. Thread:
/// the GUI thread.
class Demo {
 public:
  /// Sets the folder and a free port in `options`; a folder that the person named is used and kept, and must be empty. Errors: kInvalid,
  /// kIo, those of DemoReceivers::start. `clock` outlives it.
  static base::Result<std::unique_ptr<Demo>> prepare(DesktopOptions& options, const base::Clock& clock);

  /// The traffic begins. `core` outlives what comes of it: stop before it closes.
  DemoScript& begin(core_api::Core& core);
  void stop() { script_.reset(); }
  DemoReceivers& receivers() { return *receivers_; }

 private:
  Demo() = default;

  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<DemoReceivers> receivers_;
  std::unique_ptr<DemoScript> script_;
};

}  // namespace hookline::desktop
