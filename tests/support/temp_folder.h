#pragma once
#include <filesystem>
#include <random>
#include <string>

namespace hookline::support {

/// A fresh folder that goes, with all that is in it, when the object goes.
class TempFolder {
 public:
  TempFolder() {
    std::random_device device;
    do {
      path_ = std::filesystem::temp_directory_path() / ("hookline-test-" + std::to_string(device()) + std::to_string(device()));
    } while (!std::filesystem::create_directory(path_));
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace hookline::support
