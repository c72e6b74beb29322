#pragma once
#include <string>
#include <string_view>

namespace hookline::model {

/// The chat service whose incoming-webhook address this is ("Slack", "Discord", "Teams"), or empty.
std::string_view chatServiceOf(std::string_view url);

/// Whether who knows the address can post with it: a chat service's is a secret as a whole (delivery.md §5).
inline bool isSecretUrl(std::string_view url) { return !chatServiceOf(url).empty(); }

/// What answers, attempts and exports show: "https://hooks.slack.com/•••" for a secret one, else the address itself.
std::string shownUrl(std::string_view url);
/// Of scheme, host and port alone: "http://127.0.0.1:8789/•••".
std::string maskedUrl(std::string_view url);

struct Webhook;
/// The same for a webhook: the address of a chat destination is a secret wherever it points, to a stand-in too.
bool isSecretUrl(const Webhook& webhook);
std::string shownUrl(const Webhook& webhook);

/// "example.com" of "https://Example.com:8443/hook"; a literal IPv6 address keeps its brackets.
std::string hostOfUrl(std::string_view url);

}  // namespace hookline::model
