#include "core/api/api_stack.h"

#include <sqlite3.h>

#include <fstream>
#include <iterator>

#include "api/target_decoding.h"
#include "support/open_api.h"

namespace hookline::api::testing {
namespace {

std::string textOf(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Every call of every test here, and its answer, must be as resources/openapi.json says.
void holdAgainstTheDocument(const std::string& method, const std::string& target, const std::string& body, const Response& answer) {
  static support::OpenApi document(textOf(HOOKLINE_OPENAPI));
  const auto path = target.substr(0, target.find('?'));
  // What there is no route for is refused with the same error, and in no document.
  if (answer.status >= 400 && !document.knows(method, path)) return;
  const auto problems = document.problems({method, path, body, answer.status, answer.contentType, answer.body});
  EXPECT_EQ(problems, "") << method << " " << target << "\n" << body << "\n" << answer.body.substr(0, 2000);
}

}  // namespace

ApiStack::ApiStack(net::AddressPolicy thePolicy, std::string theReceiveSecret)
    : policy(thePolicy), receiveSecret(std::move(theReceiveSecret)) {
  store_sqlite::SqliteOptions options;
  std::filesystem::create_directory(folder / "data");
  options.folder = folder / "data";
  options.masterKeyFile = folder / "master.key";
  auto opened = store_sqlite::openSqliteStore(std::move(options), clock, base::Log{});
  if (!opened) throw std::runtime_error(opened.error().message);
  store = std::move(*opened);
  ids.emplace(clock, store->highestId());
  auto stored = await<store::StoredConfig>([this](auto done) { store->config(std::move(done)); });
  if (!stored) throw std::runtime_error(stored.error().message);
  config.emplace(*store, clock, *stored);
  hub.emplace(store->epoch(), [this] { return config->snapshot(); });
  jobs.emplace(
      *store, *config, *ids, clock, [this](const model::Job& job) { hub->job(job); }, base::Log{}, delivery_runner::Jobs::Options{});
  jobs->onTakenBack([this](const model::DeliveryRow& row) {
    runner->cancelled(row.id);
    hub->delivery(model::toChange(row));
  });
  jobThread = std::make_unique<delivery_runner::JobThread>(*jobs, clock);
  health.emplace(*hub, [this] { return runner->circuits(); });
  alerts.emplace(
      delivery_runner::AlertWatch::Seams{.store = *store,
                                         .config = *config,
                                         .ids = *ids,
                                         .clock = clock,
                                         .log = {},
                                         .changed = [this](const model::Alert& alert) { hub->alert(alert, clock.now().wall); },
                                         .judged = [this](const model::ConfigSnapshot& present, const model::WebhookFigures& figures,
                                                          base::WallTime now) { health->judged(present, figures, now); },
                                         .figuresWindow = HealthNotices::kWindow},
      *stored);
  runner = delivery_runner::Runner::start(*store, *config, std::make_unique<support::FakeTransport>(network), clock,
                                          std::make_unique<base::SeededRandom>(7),
                                          {.changes =
                                               [this](model::DeliveryChange change) {
                                                 alerts->delivery(change);
                                                 hub->delivery(std::move(change));
                                               },
                                           .circuits = [this](const model::Circuit& circuit) { hub->webhook(circuit.webhook, "circuit"); },
                                           .held = [this](model::WebhookId id) { hub->webhook(id, "webhook.hold"); }},
                                          base::Log{});
  if (!await<void>([this](auto done) { jobs->load(std::move(done)); })) throw std::runtime_error("the jobs could not be read");
  alerts->start();
  intake.emplace(*store, *config, limits, types, *ids, clock);
  tokens.emplace(*store, *ids, clock, stored->tokens);
  router = std::make_unique<Router>(services());
}

ApiStack::~ApiStack() {
  intake->close();
  jobThread.reset();
  alerts->stop();
  runner->stop(base::Millis{0});
  store->close();
}

std::string ApiStack::audited(const std::string& what) {
  store->close();
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open_v2((folder / "data" / "hookline.db").c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  std::string found;
  const auto sql = "SELECT who || ' ' || target || ';' FROM audit WHERE what = '" + what + "' ORDER BY n";
  sqlite3_exec(
      db, sql.c_str(),
      [](void* out, int, char** values, char**) {
        *static_cast<std::string*>(out) += values[0];
        return 0;
      },
      &found, nullptr);
  sqlite3_close(db);
  return found;
}

Services ApiStack::services() {
  return {*store,
          *config,
          *intake,
          *runner,
          limits,
          *jobs,
          *alerts,
          *hub,
          *tokens,
          types,
          *ids,
          clock,
          base::Log{},
          "9.9.9-test",
          fixedLimits,
          policy,
          receiveSecret,
          (folder / "data").string(),
          folder / "data" / "backup.db",
          [] { return std::string("http://127.0.0.1:8787"); },
          [this] { return stopping; }};
}

Request ApiStack::request(const std::string& method, const std::string& target, const std::string& body, std::optional<model::Role> role,
                          std::vector<model::HttpHeader> headers) const {
  auto decoded = internal::decodeTarget(target);
  if (!decoded) throw std::runtime_error(decoded.error().message);
  Request request;
  request.method = method;
  request.path = decoded->path;
  request.query = decoded->query;
  request.headers = std::move(headers);
  request.body = body;
  if (role) request.principal = model::Principal{"tester", *role, {}};
  request.peer = "127.0.0.1";
  return request;
}

Answer ApiStack::call(const std::string& method, const std::string& target, const std::string& body, std::optional<model::Role> role,
                      std::vector<model::HttpHeader> headers) {
  auto answer =
      await<Response>([&](auto done) { router->handle(request(method, target, body, role, std::move(headers)), std::move(done)); });
  if (!answer) {
    ADD_FAILURE() << method << " " << target << ": " << answer.error().message;
    return {};
  }
  holdAgainstTheDocument(method, target, body, *answer);
  return {answer->status, answer->body, json::parse(answer->body, nullptr, false), answer->headers};
}

std::string ApiStack::webhook(json fields) {
  json body{{"name", "Sales"}, {"url", "https://receiver.example/hook"}, {"events", {"*"}}};
  body.merge_patch(fields);
  const auto made = post("/api/webhooks", body);
  EXPECT_EQ(made.status, 201) << made.text;
  return made.status == 201 ? made.body["id"].get<std::string>() : std::string{};
}

Answer ApiStack::until(const std::string& target, const std::function<bool(const json&)>& done) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (true) {
    auto answer = get(target);
    if (done(answer.body) || std::chrono::steady_clock::now() > end) return answer;
    // Whatever changes goes through the hub; its flush is a round of another thread.
    hub->flush();
  }
}

}  // namespace hookline::api::testing
