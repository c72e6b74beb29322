#include "hookline/demo.h"

#include <system_error>

#include "client/in_process_channel.h"

namespace hookline::desktop {

base::Result<std::unique_ptr<Demo>> Demo::prepare(DesktopOptions& options, const base::Clock& clock) {
  std::unique_ptr<Demo> demo(new Demo);
  if (options.dataFolderGiven) {
    std::error_code error;
    if (std::filesystem::exists(options.dataFolder, error) && !std::filesystem::is_empty(options.dataFolder, error))
      return base::fail(base::Errc::kInvalid,
                        "The folder " + options.dataFolder.string() +
                            " is not empty, and --demo would mix made-up deliveries with yours. Name a new folder, or "
                            "leave --data-dir out.");
  } else {
    demo->folder_ = std::make_unique<QTemporaryDir>();
    if (!demo->folder_->isValid())
      return base::fail(base::Errc::kIo, "No temporary folder can be made for the demo: " + demo->folder_->errorString().toStdString());
    options.dataFolder = std::filesystem::path(demo->folder_->path().toStdU16String()) / "data";
  }
  options.masterKeyFile = options.dataFolder.parent_path() / (options.dataFolder.filename().string() + "-key") / "master.key";
  auto receivers = DemoReceivers::start(clock);
  if (!receivers) return base::fail(receivers.error());
  demo->receivers_ = std::move(*receivers);
  return demo;
}

DemoScript& Demo::begin(core_api::Core& core) {
  script_ = std::make_unique<DemoScript>(client::openInProcess(client::doorOf(core)), *receivers_);
  script_->start();
  return *script_;
}

}  // namespace hookline::desktop
