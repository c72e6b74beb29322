#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace hookline::api::internal {

/// Writes the Prometheus text format 0.0.4. A family is named first, then come its samples; names and label names are literals. Thread:
/// one.
class MetricsText {
 public:
  enum class Type { kCounter, kGauge, kHistogram };
  struct Label {
    std::string_view name;
    std::string_view value;  ///< anything; escaped
  };
  using Labels = std::initializer_list<Label>;

  void family(std::string_view name, Type type, std::string_view help);
  /// Of the last family; `suffix` as histograms have it ("_bucket").
  void count(std::uint64_t value, Labels labels = {}, std::string_view suffix = {});
  void measure(double value, Labels labels = {}, std::string_view suffix = {});
  const std::string& text() const { return text_; }

 private:
  void begin(Labels labels, std::string_view suffix);

  std::string text_;
  std::string name_;
};

}  // namespace hookline::api::internal
