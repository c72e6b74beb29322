#include <curl/curl.h>

#include <chrono>
#include <fstream>

#include "bare_loop.h"
#include "child.h"
#include "folder_size.h"
#include "run_steps.h"
#include "runs.h"

namespace hookline::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::size_t keepBytes(char* bytes, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(bytes, size * count);
  return size * count;
}

/// Calls of a daemon over one kept connection.
class HttpDoor final : public CallDoor {
 public:
  HttpDoor(std::string url, std::string token) : url_(std::move(url)), easy_(curl_easy_init()) {
    headers_ = curl_slist_append(nullptr, ("Authorization: Bearer " + token).c_str());
    headers_ = curl_slist_append(headers_, "Content-Type: application/json");
  }
  ~HttpDoor() override {
    curl_easy_cleanup(easy_);
    curl_slist_free_all(headers_);
  }

  Answer call(const std::string& method, const std::string& path, const std::string& body) override {
    Answer answer;
    const std::string whole = url_ + path;
    curl_easy_setopt(easy_, CURLOPT_URL, whole.c_str());
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, method.c_str());
    if (body.empty()) {
      curl_easy_setopt(easy_, CURLOPT_HTTPGET, 1L);
    } else {
      curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
      curl_easy_setopt(easy_, CURLOPT_COPYPOSTFIELDS, body.c_str());
    }
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &keepBytes);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, &answer.body);
    if (curl_easy_perform(easy_) != CURLE_OK) return {0, "no answer"};
    long status = 0;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
  }

 private:
  std::string url_;
  CURL* easy_;
  curl_slist* headers_;
};

}  // namespace

RunResult runDaemon(const RunOptions& options, const std::string& daemonProgram, int clients) {
  RunResult result;
  const auto keyFile = options.folder.parent_path() / "bench-master.key";
  Child daemon({daemonProgram, "serve", "--listen", "127.0.0.1:0", "--data-dir", options.folder.string(), "--master-key-file",
                keyFile.string(), "--allow-private"});
  const std::string line = daemon.line();
  const auto at = line.find("http://");
  if (at == std::string::npos) return {"the daemon did not start: " + line};
  const std::string url = line.substr(at);
  std::ifstream file(options.folder / "admin.token");
  std::string token;
  file >> token;
  HttpDoor door(url, token);
  if (auto error = makeWebhooks(door, options.receiverUrl); !error.empty()) return {error};
  const auto bytesBefore = folderBytes(options.folder);
  result.rssStart = daemon.residentBytes();
  const bool uuid = options.ids == EventIds::kUuid;
  const auto start = Clock::now();
  const auto fed = bareLoop(url + "/api/events", options.firstEvent, options.events, clients, uuid, token);
  if (fed.failed > 0) return {std::to_string(fed.failed) + " events were refused"};
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  result.perSecond = static_cast<double>(options.events) / seconds;
  result.rssEnd = daemon.residentBytes();

  const auto paced = static_cast<std::uint64_t>(options.latencyRate * options.latencySeconds);
  if (paced > 0) bareLoop(url + "/api/events", options.firstEvent + options.events, paced, clients, uuid, token, options.latencyRate);
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  if (paced > 0) readLatencies(door, paced, result);
  result.cpuSecondsPer1000 = daemon.stop() / static_cast<double>(options.events + paced) * 1000;
  result.bytesPerDelivery = (folderBytes(options.folder) - bytesBefore) / (options.events + paced);
  return result;
}

}  // namespace hookline::bench
