#include "platform/secret_file.h"

#include "platform/private_file.h"

namespace hookline::platform {

base::Result<std::string> readSecretFile(const std::filesystem::path& file) {
  constexpr std::string_view kWhite = " \t\r\n";
  auto text = readFile(file, kMaxSecretFileBytes);
  if (!text) return text;
  const auto begin = text->find_first_not_of(kWhite);
  if (begin == std::string::npos) return std::string();
  return text->substr(begin, text->find_last_not_of(kWhite) - begin + 1);
}

}  // namespace hookline::platform
