#pragma once
#include <QtGlobal>
#include <memory>
#include <stdexcept>

#include "client/in_process_channel.h"
#include "core_api/core.h"
#include "sandbox/receiver.h"
#include "support/temp_folder.h"

namespace hookline::support {

/// A whole core in this process with a folder of its own, and the door that a window uses.
class UiCore {
 public:
  UiCore() {
    core_api::CoreOptions options;
    options.dataFolder = folder_ / "data";
    options.masterKeyFile = folder_ / "master.key";
    options.listenPort = 0;
    options.allowPrivate = true;
    auto opened = core_api::Core::open(std::move(options));
    if (!opened) throw std::runtime_error(opened.error().message);
    core_ = std::move(*opened);
  }

  core_api::Core& core() { return *core_; }
  std::unique_ptr<client::Channel> channel() {
    return client::openInProcess(
        {[this](api::Request request, base::Completion<api::Response> done) { core_->call(std::move(request), std::move(done)); },
         [this](std::function<void(const api::Notice&)> listener) { return core_->listen(std::move(listener)); }});
  }
  /// A receiver on loopback that answers with these statuses, the last one for ever; lives as long as this object.
  std::string receiver(std::vector<int> statuses) {
    sandbox::ReceiverOptions options;
    options.port = 0;
    options.statuses = std::move(statuses);
    auto started = sandbox::Receiver::start(std::move(options), clock_, [](const sandbox::ReceivedRequest&) {});
    if (!started) throw std::runtime_error(started.error().message);
    receivers_.push_back(std::move(*started));
    return receivers_.back()->url() + "/hook";
  }

 private:
  TempFolder folder_;
  base::SystemClock clock_;
  std::vector<std::unique_ptr<sandbox::Receiver>> receivers_;
  std::unique_ptr<core_api::Core> core_;
};

}  // namespace hookline::support
