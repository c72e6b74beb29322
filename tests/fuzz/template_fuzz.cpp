// A message's template, as a person writes it, with the values of an event whose visitor means no good.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "destinations/template_text.h"
#include "fuzz/must.h"

namespace {

using hookline::fuzz::must;
using nlohmann::json;

const hookline::destinations::TemplateValues& values() {
  static const hookline::destinations::TemplateValues kValues(json{
      {"type", "lead.captured"},
      {"conversationId", "conv \"1\"/../2"},
      {"data", {{"name", "{{data.email}} **Jo** </a>"}, {"email", "jo@example.com"}, {"score", 0.5}, {"empty", ""}, {"none", nullptr}}},
      {"conversationUrl", "https://app.example.com/c/1"}});
  return kValues;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const bool good = hookline::destinations::checkTemplate(source).has_value();
  const auto plain = values().plain(source);
  must(!good || !hookline::base::isUtf8(source) || hookline::base::isUtf8(plain), "what comes out of text is text");
  (void)values().rich(source);
  const auto address = values().address(source);
  must(address.empty() || address.starts_with("https://") || address.starts_with("http://"), "an address is one of the web");
  must(address.find_first_of(" \"<>\n") == std::string::npos, "an address has nothing that ends it");
  return 0;
}
