#pragma once
#include <curl/curl.h>

#include <string>
#include <string_view>
#include <vector>

namespace hookline::net::internal {

/// A curl_slist in two buffers that are kept from one request to the next. What list() points to lives until the next clear.
class HeaderList {
 public:
  void clear();
  /// "name: value"; an empty value is sent as such.
  void add(std::string_view name, std::string_view value);
  /// Keeps libcurl from sending a header of its own.
  void suppress(std::string_view name);
  curl_slist* list();

 private:
  std::string text_;
  std::vector<std::size_t> starts_;
  std::vector<curl_slist> nodes_;
};

}  // namespace hookline::net::internal
