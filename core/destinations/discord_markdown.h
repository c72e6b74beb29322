#pragma once
#include <string>
#include <string_view>

#include "destinations/rich_text.h"

namespace hookline::destinations {

/// Text with its bold, italic and code as Discord writes them (integrations.md §4).
std::string discordMarkdown(const RichText& text);

/// Text that Discord shows as it is: no markup, no link with another name than its address, no mention. Signs that mean nothing where they
/// stand are left alone, so that an address in the text can be followed and copied.
std::string discordEscaped(std::string_view text);

/// An http or https address as it may stand between the brackets of a link.
std::string discordAddress(std::string_view url);

}  // namespace hookline::destinations
