#pragma once
#include <string>
#include <string_view>

namespace hookline::sandbox::internal {

/// A text in the HTML of the Bot API, as people see it.
struct TelegramText {
  std::string text;
  std::string fault;  ///< what the service finds wrong with it; empty: nothing
};
TelegramText readTelegramHtml(std::string_view source);

}  // namespace hookline::sandbox::internal
