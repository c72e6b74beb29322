#include "http_door.h"

#include <curl/curl.h>

#include <utility>

namespace hookline::bench {
namespace {

std::size_t keepBytes(char* bytes, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(bytes, size * count);
  return size * count;
}

}  // namespace

struct HttpDoor::Impl {
  std::string url;
  CURL* easy = curl_easy_init();
  curl_slist* headers = nullptr;
};

HttpDoor::HttpDoor(std::string url, const std::string& token) : impl_(std::make_unique<Impl>()) {
  impl_->url = std::move(url);
  impl_->headers = curl_slist_append(nullptr, ("Authorization: Bearer " + token).c_str());
  impl_->headers = curl_slist_append(impl_->headers, "Content-Type: application/json");
}

HttpDoor::~HttpDoor() {
  curl_easy_cleanup(impl_->easy);
  curl_slist_free_all(impl_->headers);
}

CallDoor::Answer HttpDoor::call(const std::string& method, const std::string& path, const std::string& body) {
  auto* easy = impl_->easy;
  Answer answer;
  const std::string whole = impl_->url + path;
  curl_easy_setopt(easy, CURLOPT_URL, whole.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, impl_->headers);
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method.c_str());
  if (body.empty()) {
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  } else {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &keepBytes);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);
  if (curl_easy_perform(easy) != CURLE_OK) return {0, "no answer"};
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace hookline::bench
