#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using ::testing::IsEmpty;

/// As the document has them in x-right, and GET /api/me in `can`.
std::string wordOf(std::optional<model::Permission> permission) {
  if (!permission) return "none";
  switch (*permission) {
    case model::Permission::kPostEvents:
      return "post_events";
    case model::Permission::kRead:
      return "read";
    case model::Permission::kOperate:
      return "operate";
    case model::Permission::kAdminister:
      return "administer";
  }
  return "";
}

class DaemonDone1OpenApi : public ::testing::Test {
 protected:
  /// Calls fn(path, method, operation) for each.
  template <typename Fn>
  void eachOperation(Fn fn) {
    for (const auto& [path, methods] : document_["paths"].items())
      for (const auto& [method, operation] : methods.items()) fn(path, method, operation);
  }

  ApiStack api_;
  const json document_ = api_.get("/api/openapi.json").body;
};

TEST_F(DaemonDone1OpenApi, NamesEveryRouteWithItsRightAndNoOther) {
  std::set<std::string> described;
  eachOperation([&](const std::string& path, std::string method, const json& operation) {
    std::transform(method.begin(), method.end(), method.begin(), ::toupper);
    described.insert(method + " " + path + " " + operation.value("x-right", "?") +
                     (operation.contains("requestBody") ? " with a body" : ""));
    EXPECT_EQ(operation.contains("security"), operation["x-right"] == "none") << path << ": who needs no token says so";
  });
  std::set<std::string> routes;
  for (const auto& route : api_.router->routes())
    routes.insert(route.method + " " + route.pattern + " " + wordOf(route.permission) + (route.takesBody ? " with a body" : ""));
  EXPECT_EQ(described, routes);
}

TEST_F(DaemonDone1OpenApi, IsServedToThoseWhoMayReadAndNamesItsVersion) {
  EXPECT_EQ(document_["openapi"], "3.1.0");
  EXPECT_EQ(api_.call("GET", "/api/openapi.json", "", model::Role::kViewer).status, 200);
  EXPECT_EQ(api_.call("GET", "/api/openapi.json", "", std::nullopt).status, 401);
}

/// Every reference leads somewhere.
void lookUp(const json& document, const json& node) {
  if (node.is_object() && node.contains("$ref")) {
    const auto reference = node["$ref"].get<std::string>();
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    EXPECT_TRUE(document.contains(json::json_pointer(reference.substr(1)))) << reference;
  }
  for (const auto& member : node)
    if (member.is_structured()) lookUp(document, member);
}

TEST_F(DaemonDone1OpenApi, ReferencesLeadSomewhereAndNamesAreUnique) {
  lookUp(document_, document_);
  std::set<std::string> ids;
  eachOperation([&](const std::string& path, const std::string& method, const json& operation) {
    EXPECT_TRUE(ids.insert(operation["operationId"]).second) << method << " " << path;
    EXPECT_FALSE(operation.value("summary", "").empty()) << method << " " << path;
  });
}

/// The names of an operation's parameters that stand in `place`.
std::set<std::string> parametersIn(const json& document, const json& operation, const std::string& place) {
  std::set<std::string> names;
  for (const auto& given : operation.value("parameters", json::array())) {
    const auto& parameter = given.contains("$ref") ? document.at(json::json_pointer(given["$ref"].get<std::string>().substr(1))) : given;
    if (parameter["in"] == place) names.insert(parameter["name"].get<std::string>());
  }
  return names;
}

TEST_F(DaemonDone1OpenApi, NamesThePartsOfPathsThatChange) {
  eachOperation([&](const std::string& path, const std::string& method, const json& operation) {
    std::set<std::string> wanted;
    for (auto from = path.find('{'); from != std::string::npos; from = path.find('{', from + 1))
      wanted.insert(path.substr(from + 1, path.find('}', from) - from - 1));
    EXPECT_EQ(parametersIn(document_, operation, "path"), wanted) << method << " " << path;
  });
}

/// "…; this call takes a, b." names the parameters that a call knows.
std::set<std::string> namesIn(const std::string& sentence) {
  const std::string_view lead = "this call takes ";
  auto at = sentence.find(lead);
  std::set<std::string> names;
  if (at == std::string::npos) return names;
  std::string name;
  for (const char c : sentence.substr(at + lead.size())) {
    if (c == ',' || c == '.') {
      names.insert(name);
      name.clear();
    } else if (c != ' ') {
      name += c;
    }
  }
  return names;
}

TEST_F(DaemonDone1OpenApi, NamesTheQueryThatACallTakesAndNoOther) {
  const auto hook = api_.webhook();
  ASSERT_EQ(api_.call("PUT", "/api/sandbox", R"({"running":true})").status, 200);
  int asked = 0;
  eachOperation([&](const std::string& path, const std::string& method, const json& operation) {
    if (method != "get" && method != "post") return;
    auto target = path;
    for (auto from = target.find('{'); from != std::string::npos; from = target.find('{')) {
      const auto name = target.substr(from, target.find('}', from) - from + 1);
      const std::map<std::string, std::string> values{{"{type}", "lead.captured"}, {"{service}", "slack"}};
      const auto value = values.find(name);
      target.replace(from, name.size(), value == values.end() ? hook : value->second);
    }
    const auto named = parametersIn(document_, operation, "query");
    // Without a body those that take one stop before or after they look at the query, by their kind.
    const auto answer = api_.call(method == "get" ? "GET" : "POST", target + "?nonsense=1");
    const auto taken = namesIn(answer.body.is_object() ? answer.body.value("error", "") : "");
    EXPECT_EQ(named, taken) << method << " " << path << "\n" << answer.text;
    asked += taken.empty() ? 0 : 1;
  });
  EXPECT_GE(asked, 12);
}

TEST_F(DaemonDone1OpenApi, EveryCallThatChangesSomethingTakesAnIdempotencyKey) {
  eachOperation([&](const std::string& path, const std::string& method, const json& operation) {
    const bool takes = parametersIn(document_, operation, "header").contains("Idempotency-Key");
    EXPECT_EQ(takes, method != "get" && operation["x-right"] != "none") << method << " " << path;
  });
}

}  // namespace
}  // namespace hookline::api::testing
