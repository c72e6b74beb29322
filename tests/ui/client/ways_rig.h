#pragma once
#include <gtest/gtest.h>

#include <optional>

#include "channel_rig.h"
#include "client/client.h"

namespace hookline::client {

enum class Way { kInProcess, kHttp };

/// Typed calls on a real core, in this process and over HTTP: the answers are the same.
class BothWays : public ::testing::TestWithParam<Way> {
 protected:
  BothWays()
      : client_(GetParam() == Way::kInProcess ? inProcessChannel(rig_.core()) : openHttp(httpOptions(rig_.core(), rig_.core().url()))) {
    client_.open();
  }

  template <typename T, typename Ask>
  base::Result<T> answerOf(Ask ask) {
    std::optional<base::Result<T>> answer;
    ask([&answer](base::Result<T> given) { answer.emplace(std::move(given)); });
    EXPECT_TRUE(support::spinUntil([&] { return answer.has_value(); }));
    return answer ? std::move(*answer) : base::Result<T>(base::fail(base::Errc::kTimeout, "no answer"));
  }

  support::CoreRig rig_;
  Client client_;
};

inline std::string wayName(const ::testing::TestParamInfo<Way>& way) { return way.param == Way::kInProcess ? "InProcess" : "Http"; }
inline const auto kBothWays = ::testing::Values(Way::kInProcess, Way::kHttp);

}  // namespace hookline::client
