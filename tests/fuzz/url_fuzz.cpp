// URLs and the address guard: what is taken is canonical twice over, is what libcurl reads, and is judged the same in every form.
#include <curl/curl.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/must.h"
#include "net/address_guard.h"
#include "net/url.h"

namespace {

using hookline::fuzz::must;
using hookline::net::AddressPolicy;
using hookline::net::IpAddress;
using hookline::net::Url;

std::string partOf(CURLU* handle, CURLUPart what) {
  char* found = nullptr;
  if (curl_url_get(handle, what, &found, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owned(found, &curl_free);
  return found;
}

void checkAgainstLibcurl(const Url& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle(curl_url(), &curl_url_cleanup);
  constexpr unsigned kAsForATransfer = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS;
  must(curl_url_set(handle.get(), CURLUPART_URL, url.text().c_str(), kAsForATransfer) == CURLUE_OK, "libcurl reads what we take");
  must(partOf(handle.get(), CURLUPART_SCHEME) == url.scheme, "libcurl reads our scheme");
  const bool bracketed = url.address && !url.address->isV4();
  must(partOf(handle.get(), CURLUPART_HOST) == (bracketed ? "[" + url.host + "]" : url.host), "libcurl reads our host");
  must(partOf(handle.get(), CURLUPART_PORT) == std::to_string(url.port), "libcurl reads our port");
  must(partOf(handle.get(), CURLUPART_USER).empty(), "libcurl reads no user name");
  const auto query = partOf(handle.get(), CURLUPART_QUERY);
  auto path = partOf(handle.get(), CURLUPART_PATH);
  if (url.pathAndQuery.find('?') != std::string::npos) path += "?" + query;
  must(path == url.pathAndQuery, "libcurl reads our path and query");
}

void checkAddressJudgement(const IpAddress& address) {
  must(IpAddress::parse(address.text()) == address, "an address's text reads back");
  const bool open = hookline::net::checkAddress(address, AddressPolicy{}).has_value();
  const bool openPrivate = hookline::net::checkAddress(address, AddressPolicy{.allowPrivate = true}).has_value();
  must(!open || openPrivate, "allowPrivate closes nothing");
  must(!open || !address.isLoopback(), "loopback is never public");
  if (!address.isV4()) return;
  std::array<std::uint8_t, 16> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::copy_n(address.bytes().begin(), 4, mapped.begin() + 12);
  must(hookline::net::checkAddress(IpAddress::v6(mapped), AddressPolicy{}).has_value() == open, "a mapped address is judged as itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (size >= 16) {
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(data, 16, bytes.begin());
    checkAddressJudgement(IpAddress::v6(bytes));
    checkAddressJudgement(IpAddress::v4({bytes[0], bytes[1], bytes[2], bytes[3]}));
  }
  if (const auto address = IpAddress::parse(text)) checkAddressJudgement(*address);

  const auto url = hookline::net::parseUrl(text);
  if (!url) {
    must(!url.error().message.empty(), "a refusal says why");
    return 0;
  }
  const auto again = hookline::net::parseUrl(url->text());
  must(again.has_value() && again->text() == url->text(), "the canonical form is a fixed point");
  must(again->host == url->host && again->port == url->port && again->address == url->address, "and names the same place");
  checkAgainstLibcurl(*url);
  return 0;
}
