#pragma once
#include <array>
#include <span>
#include <string_view>

namespace hookline::simulate::internal {

/// What a conversation is about: everything its events say fits together. Lines of visitor and assistant answer each other by index.
struct Story {
  std::string_view pagePath;
  std::string_view referrer;  ///< empty: the visitor typed the address
  std::string_view source;    ///< of a lead
  std::array<std::string_view, 4> visitorLines;
  std::array<std::string_view, 4> assistantLines;
  std::string_view summary;
  std::string_view handoffReason;
  std::string_view complaint;
  std::string_view praise;
  std::string_view resolution;
  std::string_view intent;
  int leastValue;  ///< of a purchase, whole units
  int mostValue;
};

std::span<const Story> stories();

}  // namespace hookline::simulate::internal
