#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/data_schema.h"
#include "model/faults.h"

namespace hookline::model::internal {

/// Holds a stored body against the schema of its `data` while nlohmann's SAX parser reads it. Private to the room; one use each.
class DataChecker {
 public:
  static constexpr std::size_t kMaxFaults = 20;  ///< what a person reads at once; the rest shows when these are mended

  explicit DataChecker(const DataSchema& schema);
  Faults takeFaults() { return std::move(faults_); }

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
    const DataSchema* schema = nullptr;  ///< null: nothing is asked of what is inside
    bool object = false;
    std::size_t count = 0;     ///< elements so far
    std::size_t property = 0;  ///< the present member, as the schema counts them
    std::uint64_t seen = 0;    ///< properties that came, as bits
  };

  const DataSchema* nextSchema();
  bool checkNumber(double value, bool whole);
  bool open(bool object);
  void addFault(std::string path, std::string message);
  std::string path() const;

  // constant after construction
  const DataSchema& dataSchema_;

  std::vector<Frame> frames_;
  const DataSchema* member_ = nullptr;  ///< of the member whose name was just read
  Faults faults_;
};

}  // namespace hookline::model::internal
