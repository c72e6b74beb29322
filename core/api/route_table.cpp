#include "api/route_table.h"

#include <algorithm>

#include "api/answers.h"

namespace hookline::api::internal {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
  }
  return segments;
}

bool isParameter(std::string_view segment) { return segment.starts_with('{'); }

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path, std::vector<std::string>& parameters) {
  if (pattern.size() != path.size()) return false;
  parameters.clear();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!isParameter(pattern[i])) {
      if (pattern[i] != path[i]) return false;
      continue;
    }
    if (path[i].empty()) return false;
    parameters.push_back(path[i]);
  }
  return true;
}

}  // namespace

void Call::refuse(const base::Error& error) { answer(errorAnswer(error)); }

RouteTable::RouteTable(std::vector<RouteEntry> entries) : entries_(std::move(entries)) {
  segments_.reserve(entries_.size());
  for (const auto& entry : entries_) segments_.push_back(split(entry.pattern));
}

RouteTable::Match RouteTable::match(std::string_view method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  const auto wanted = split(path);
  std::vector<std::string> parameters;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!fits(segments_[i], wanted, parameters)) continue;
    const auto& entry = entries_[i];
    if (std::find(match.allowed.begin(), match.allowed.end(), entry.method) == match.allowed.end()) match.allowed.push_back(entry.method);
    if (entry.method != method) continue;
    if (match.route && parameters.size() >= match.parameters.size()) continue;
    match.route = &entry;
    match.parameters = parameters;
  }
  return match;
}

}  // namespace hookline::api::internal
