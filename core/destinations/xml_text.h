#pragma once
#include <string>
#include <string_view>

namespace hookline::destinations {

/// Text as the content of an XML element.
std::string xmlEscaped(std::string_view text);

/// Text in HTML, as content and in a quoted attribute. &apos; is none of HTML's old entities, so the sign stays.
std::string htmlEscaped(std::string_view text);

/// The content of the first element of that name, which has no prefix and no attributes, with its entities resolved; empty when there is
/// none. Enough for answers of a known shape, such as a SOAP sign-in's.
std::string xmlElement(std::string_view xml, std::string_view name);

}  // namespace hookline::destinations
