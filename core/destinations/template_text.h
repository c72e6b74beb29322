#pragma once
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "destinations/rich_text.h"

namespace hookline::destinations {

/// What templates see of an event: eventValues() in the form that the template library looks things up in. Made once, used for every
/// template of a message. Thread: one.
class TemplateValues {
 public:
  explicit TemplateValues(const nlohmann::json& values);
  /// Asks for the values when a template first names one: many name none, and reading an event is most of the work.
  explicit TemplateValues(std::function<nlohmann::json()> values);
  TemplateValues(const TemplateValues&) = delete;
  TemplateValues& operator=(const TemplateValues&) = delete;
  ~TemplateValues();

  /// Mustache with **bold**, _italic_ and `code`. A template that cannot be read comes out as it is written.
  RichText rich(std::string_view source) const;
  /// Mustache without markup.
  std::string plain(std::string_view source) const;
  /// An address: values are percent-encoded, but for one that the template begins with, which brings scheme and host itself. Empty unless
  /// what comes out is an http or https address without spaces, quotes and brackets.
  std::string address(std::string_view source) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a template can be used. Errors: kInvalid with words that go on after the name of the field ("has a {{ without its }}").
/// Partials and other delimiters are refused.
base::Status checkTemplate(std::string_view source);

}  // namespace hookline::destinations
