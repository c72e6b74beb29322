#pragma once
#include <string_view>

namespace hookline::net {

/// The words that belong to a status ("Not Found" of 404; RFC 9110 §15 and IANA's registry). Empty: none are known, which RFC 9112 §4
/// allows. Lives as long as the program. Thread: any.
std::string_view reasonPhrase(int status);

}  // namespace hookline::net
