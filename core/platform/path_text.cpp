#include "platform/path_text.h"

#include "base/encoding.h"

namespace hookline::platform {
namespace {

constexpr std::size_t kMaxPathTextBytes = 1024;

}  // namespace

std::string pathText(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return base::printable(std::string(text.begin(), text.end()), kMaxPathTextBytes);
}

}  // namespace hookline::platform
