#include <gtest/gtest.h>

#include "core_api/config_file.h"

namespace hookline::core_api {
namespace {

using nlohmann::json;

/// Keeps what it is asked: "POST /api/webhooks {...}". Every webhook that is made is wh_new.
class KeptCalls final : public FolderCall {
 public:
  base::Result<json> ask(std::string method, const std::vector<std::string>& path, const std::optional<json>& body) override {
    std::string asked = std::move(method) + " ";
    for (const auto& segment : path) asked += "/" + segment;
    if (body) asked.append(" ").append(body->dump());
    calls.push_back(std::move(asked));
    return json{{"id", "wh_new"}};
  }
  std::vector<std::string> calls;
};

TEST(DaemonDone7Import, NewWebhooksTakeNoEventsUntilAllIsDone) {
  ImportStep made;
  made.kind = ImportStep::Kind::kNew;
  made.body = {{"name", "New"}};
  ImportStep off = made;
  off.body = {{"enabled", false}, {"name", "Off"}};
  ImportStep changed;
  changed.kind = ImportStep::Kind::kChanged;
  changed.id = "wh_old";
  changed.body = {{"timeoutMs", 4000}};
  KeptCalls call;
  ASSERT_TRUE(applyImport(call, {made, changed, off}));
  EXPECT_EQ(call.calls, (std::vector<std::string>{
                            R"(POST /api/webhooks {"enabled":false,"name":"New"})", R"(POST /api/webhooks {"enabled":false,"name":"Off"})",
                            R"(PATCH /api/webhooks/wh_old {"timeoutMs":4000})", R"(PATCH /api/webhooks/wh_new {"enabled":true})"}))
      << "one that is off in the file stays so";
}

}  // namespace
}  // namespace hookline::core_api
