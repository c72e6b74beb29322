#include "stream_readers.h"

#include <curl/curl.h>

#include <chrono>
#include <vector>

namespace hookline::bench {

StreamReaders::StreamReaders(const std::string& url, const std::string& token, int count)
    : count_(count), thread_([this, url, token] { run(url, token); }) {}

StreamReaders::~StreamReaders() {
  stop_.store(true);
  thread_.join();
}

bool StreamReaders::allRead() const {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (reading_.load() < count_ && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return reading_.load() == count_;
}

std::size_t StreamReaders::take(char*, std::size_t size, std::size_t count, void* given) {
  auto* reader = static_cast<Reader*>(given);
  reader->all->bytes_.fetch_add(size * count, std::memory_order_relaxed);
  if (!reader->began) reader->all->reading_.fetch_add(1);
  reader->began = true;
  return size * count;
}

void StreamReaders::run(const std::string& url, const std::string& token) {
  CURLM* multi = curl_multi_init();
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + token).c_str());
  const std::string whole = url + "/api/stream";
  std::vector<Reader> readers(static_cast<std::size_t>(count_), Reader{this});
  std::vector<CURL*> handles;
  for (auto& reader : readers) {
    auto* easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, whole.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, static_cast<void*>(&reader));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_multi_add_handle(multi, easy);
    handles.push_back(easy);
  }
  while (!stop_.load()) {
    int running = 0;
    curl_multi_perform(multi, &running);
    curl_multi_poll(multi, nullptr, 0, 20, nullptr);
  }
  for (auto* easy : handles) {
    curl_multi_remove_handle(multi, easy);
    curl_easy_cleanup(easy);
  }
  curl_slist_free_all(headers);
  curl_multi_cleanup(multi);
}

}  // namespace hookline::bench
