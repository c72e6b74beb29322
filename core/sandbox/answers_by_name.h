#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sandbox/service.h"

namespace hookline::sandbox {

/// An answer that a stand-in gives when a fault script asks for it by name (interfaces.md §8): the shapes of integrations.md §15, whole,
/// with their headers. Nothing: the service has none of that name.
std::optional<ServiceReply> answerByName(std::string_view service, std::string_view name);

/// "invalid_payload, no_text, …"; empty for a service that is not known.
std::string answerNames(std::string_view service);

}  // namespace hookline::sandbox
