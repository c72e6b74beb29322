#include "destinations/template_text.h"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <optional>
#include <utility>

#include "base/encoding.h"

namespace hookline::destinations {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr std::size_t kMaxListed = 200;

data converted(const nlohmann::json& value) {
  switch (value.type()) {
    case nlohmann::json::value_t::object: {
      data out{data::type::object};
      for (const auto& [name, member] : value.items()) out.set(name, converted(member));
      return out;
    }
    case nlohmann::json::value_t::array: {
      data out{data::type::list};
      const auto count = std::min(value.size(), kMaxListed);
      for (std::size_t i = 0; i < count; ++i) out.push_back(converted(value[i]));
      return out;
    }
    case nlohmann::json::value_t::boolean:
      return data{value.get<bool>()};
    case nlohmann::json::value_t::string:
      return data{value.get_ref<const std::string&>()};
    default:
      return data{value.dump()};
  }
}

std::string unchanged(const std::string& text) { return text; }
std::string encoded(const std::string& text) { return base::percentEncoded(text); }

bool isAddress(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20U && std::string_view("\"'<>|`\\^{}\x7f").find(c) == std::string_view::npos;
  });
}

/// The length of the plain variable that a template begins with, or 0.
std::size_t leadingVariable(std::string_view source) {
  if (!source.starts_with("{{") || source.size() < 3 || std::string_view("#^/!>&={").find(source[2]) != std::string_view::npos) return 0;
  const auto end = source.find("}}");
  return end == std::string_view::npos ? 0 : end + 2;
}

}  // namespace

struct TemplateValues::Impl {
  std::function<nlohmann::json()> ask;
  std::optional<data> values;

  std::string render(std::string_view source, const std::function<std::string(const std::string&)>& escape) {
    if (source.find("{{") == std::string_view::npos) return std::string(source);
    mustache compiled{std::string(source)};
    if (!compiled.is_valid()) return std::string(source);
    if (!values) values = converted(ask());
    compiled.set_custom_escape(escape);
    return compiled.render(*values);
  }
};

TemplateValues::TemplateValues(const nlohmann::json& values) : impl_(std::make_unique<Impl>(Impl{{}, converted(values)})) {}
TemplateValues::TemplateValues(std::function<nlohmann::json()> values) : impl_(std::make_unique<Impl>(Impl{std::move(values), {}})) {}
TemplateValues::~TemplateValues() = default;

RichText TemplateValues::rich(std::string_view source) const {
  return internal::fromMarks(impl_->render(internal::withMarks(source), unchanged));
}

std::string TemplateValues::plain(std::string_view source) const { return impl_->render(internal::withoutControls(source), unchanged); }

std::string TemplateValues::address(std::string_view source) const {
  const auto first = leadingVariable(source);
  std::string out = impl_->render(source.substr(0, first), unchanged) + impl_->render(source.substr(first), encoded);
  return isAddress(out) ? out : std::string();
}

base::Status checkTemplate(std::string_view source) {
  for (auto at = source.find("{{"); at != std::string_view::npos; at = source.find("{{", at + 2)) {
    const auto sign = source.find_first_not_of(" \t", at + 2);
    if (sign != std::string_view::npos && source[sign] == '>')
      return base::fail(base::Errc::kInvalid, "uses a partial ({{> …}}); there are none: write the text itself");
    if (sign != std::string_view::npos && source[sign] == '=')
      return base::fail(base::Errc::kInvalid, "sets other delimiters ({{= … =}}): use {{ and }}");
  }
  mustache compiled{std::string(source)};
  if (compiled.is_valid()) return {};
  return base::fail(base::Errc::kInvalid, "cannot be read as a template: " + compiled.error_message());
}

}  // namespace hookline::destinations
