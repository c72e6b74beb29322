#pragma once
#include <QtGlobal>
#include <memory>
#include <stdexcept>

#include "client/in_process_channel.h"
#include "sandbox/receiver.h"
#include "support/both_channels.h"
#include "support/http_core.h"
#include "support/temp_folder.h"
#include "support/test_core.h"

namespace hookline::support {

/// A whole core in this process with a folder of its own, and the door that a window uses.
class UiCore {
 public:
  core_api::Core& core() { return *core_; }
  std::unique_ptr<client::Channel> channel(bool overHttp) {
    return overHttp ? httpChannel(*core_) : client::openInProcess(client::doorOf(*core_));
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
  std::unique_ptr<core_api::Core> core_ = openTestCore(folder_);
};

}  // namespace hookline::support
