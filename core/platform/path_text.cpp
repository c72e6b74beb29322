#include "platform/path_text.h"

#include "base/encoding.h"

namespace hookline::platform {
namespace {

constexpr std::size_t kMaxPathTextBytes = 1024;

}  // namespace

std::string pathText(const std::filesystem::path& path) { return base::printable(utf8Text(path), kMaxPathTextBytes); }

std::string utf8Text(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

}  // namespace hookline::platform
