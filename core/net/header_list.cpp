#include "net/header_list.h"

namespace hookline::net::internal {

void HeaderList::clear() {
  text_.clear();
  starts_.clear();
}

void HeaderList::add(std::string_view name, std::string_view value) {
  starts_.push_back(text_.size());
  text_.append(name);
  // "name;" is libcurl's way to write a header without value; "name:" would remove it.
  if (value.find_first_not_of(' ') == std::string_view::npos) {
    text_.append(";");
  } else {
    text_.append(": ").append(value);
  }
  text_.push_back('\0');
}

void HeaderList::suppress(std::string_view name) {
  starts_.push_back(text_.size());
  text_.append(name).append(":");
  text_.push_back('\0');
}

curl_slist* HeaderList::list() {
  if (starts_.empty()) return nullptr;
  nodes_.resize(starts_.size());
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    nodes_[i].data = text_.data() + starts_[i];
    nodes_[i].next = i + 1 < starts_.size() ? &nodes_[i + 1] : nullptr;
  }
  return nodes_.data();
}

}  // namespace hookline::net::internal
