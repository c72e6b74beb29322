#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/event.h"

namespace hookline::model::internal {

/// Takes an event's JSON apart in one pass: the handler of nlohmann's SAX parser. It writes the canonical text of every value as it
/// comes and remembers where the top-level ones lie, so that no tree is built and nothing is parsed twice. Private to the room; one
/// use each.
class EventReader {
 public:
  enum class Field { kId, kType, kTimestamp, kChatbotId, kConversationId, kData, kUnknown };
  enum class Kind { kAbsent, kNull, kString, kObject, kOther };
  struct Slice {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  struct TopValue {
    Kind kind = Kind::kAbsent;
    Slice text;         ///< of written()
    std::string value;  /// the characters of a string
  };

  explicit EventReader(std::string_view text);

  /// False when the text cannot be taken; error() then says why.
  bool read();
  const base::Error& error() const { return error_; }

  std::string_view written(Slice slice) const { return std::string_view(written_).substr(slice.begin, slice.end - slice.begin); }
  TopValue& top(Field field) { return top_[static_cast<std::size_t>(field)]; }
  /// `"key":value` of keys that an event does not know, in their order.
  const std::vector<Slice>& unknown() const { return unknown_; }
  Person takePerson();

  // The parser's callbacks.
  bool null();
  bool boolean(bool value);
  bool number_integer(std::int64_t value);
  bool number_unsigned(std::uint64_t value);
  bool number_float(double value, const std::string& token);
  bool string(std::string& value);
  bool binary(nlohmann::json::binary_t& value);
  bool start_object(std::size_t size);
  bool key(std::string& name);
  bool end_object();
  bool start_array(std::size_t size);
  bool end_array();
  bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception& problem);

 private:
  struct Frame {
    bool object = false;
    bool isData = false;
    std::size_t count = 0;     ///< members so far
    std::size_t firstKey = 0;  ///< in keys_
    std::unique_ptr<std::set<std::string, std::less<>>> manyKeys;
  };

  bool refuse(base::Errc code, std::string message);
  bool refuseDuplicate();
  bool beginValue(Kind kind);
  void endValue();
  bool open(bool object);
  bool close(char bracket);
  bool isDuplicate(Frame& frame, Slice key);
  void notePerson(const std::string& value);
  std::string path() const;

  // constant after construction
  const std::string_view text_;

  std::string written_;
  std::vector<Frame> frames_;
  std::vector<Slice> keys_;  ///< names of the members of all open objects, as written, without quotes
  std::array<TopValue, 7> top_;
  std::vector<Slice> unknown_;
  Field field_ = Field::kUnknown;
  std::size_t memberBegin_ = 0;
  bool ended_ = false;
  std::array<std::string, 5> person_;  ///< email, visitorEmail, name, visitorName, visitorId
  std::size_t personPart_ = 5;         ///< which of them the next value is; 5: none
  base::Error error_;
};

}  // namespace hookline::model::internal
