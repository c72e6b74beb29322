#pragma once
// What the tests of the real program share: how it is started, and how what it prints is read.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/daemon.h"
#include "support/program.h"
#include "support/temp_folder.h"

namespace hookline::cli {

using support::Daemon;
using support::Program;
using support::Ran;
using support::TempFolder;
using Words = std::vector<std::string>;

inline const std::filesystem::path kBinary = HOOKLINE_DAEMON_BINARY;

inline bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

inline Ran run(const Words& words, const std::map<std::string, std::string>& environment = {}) {
  return support::run(kBinary, words, environment);
}

/// `serve` on a free port with data and key below `folder`.
inline Words serveIn(const std::filesystem::path& folder, const Words& further = {}) {
  Words words = {
      "serve", "--listen", "127.0.0.1:0", "--data-dir", (folder / "data").string(), "--master-key-file", (folder / "master.key").string()};
  words.insert(words.end(), further.begin(), further.end());
  return words;
}

inline Words with(Words words, const Words& further) {
  words.insert(words.end(), further.begin(), further.end());
  return words;
}

inline std::string readAll(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every line of stderr is one JSON object when nobody sits at a terminal.
inline std::vector<nlohmann::json> logLines(const std::string& err) {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(err);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(nlohmann::json::parse(line, nullptr, false));
    EXPECT_TRUE(lines.back().is_object()) << line;
  }
  return lines;
}

inline std::string lastMessage(const std::string& err) {
  const auto lines = logLines(err);
  return lines.empty() ? std::string() : lines.back().value("message", "");
}

}  // namespace hookline::cli
