#pragma once
#include <string>

#include "base/random.h"

namespace hookline::model {

/// Makes valid JSON text of every shape that an event's data may have: white space anywhere, escapes of every kind, deep and wide
/// values, numbers of all sorts. Names within one object differ.
class JsonWriter {
 public:
  struct Options {
    bool spaces = true;      ///< white space outside strings
    bool jsNumbers = false;  ///< only number tokens that JavaScript would write itself
    bool indexNames = true;  ///< names such as "7", which JavaScript puts first
  };
  JsonWriter(base::SeededRandom& random, Options options) : random_(random), options_(options) {}

  /// An object whose values nest at most `depth` further levels.
  std::string object(int depth);

 private:
  std::string value(int depth);
  std::string array(int depth);
  std::string string();
  std::string number();
  std::string blank();

  base::SeededRandom& random_;
  const Options options_;
};

}  // namespace hookline::model
