#include "platform/io_error.h"

#include <cctype>
#include <cerrno>

#include "base/encoding.h"
#include "platform/path_text.h"

#ifdef _WIN32
#include <windows.h>
#endif

namespace hookline::platform::internal {
namespace {

bool isFull(std::error_code code) {
  if (code == std::errc::no_space_on_device) return true;
#ifdef _WIN32
  return code.value() == ERROR_DISK_FULL || code.value() == ERROR_HANDLE_DISK_FULL;
#else
  return code.category() == std::generic_category() && code.value() == EDQUOT;
#endif
}

std::string_view helpFor(std::error_code code) {
  if (isFull(code)) return "Make room on that disk.";
  if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted)
    return "Change its owner or permissions so that this user may use it.";
  if (code == std::errc::read_only_file_system) return "Choose a place on a disk that can be written.";
  if (code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory) return "Check the path.";
  if (code == std::errc::file_exists) return "Remove it first or choose another name.";
  if (code == std::errc::too_many_files_open) return "Raise the limit of open files (ulimit -n).";
  return "Check the disk and the path.";
}

base::Errc errcFor(std::error_code code) {
  if (isFull(code)) return base::Errc::kFull;
  if (code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory) return base::Errc::kNotFound;
  if (code == std::errc::file_exists) return base::Errc::kConflict;
  return base::Errc::kIo;
}

}  // namespace

std::error_code lastError() {
#ifdef _WIN32
  return {static_cast<int>(GetLastError()), std::system_category()};
#else
  return {errno, std::generic_category()};
#endif
}

std::string reason(std::error_code code) {
  std::string text = base::printable(code.message());
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  const bool acronym = text.size() > 1 && std::isupper(static_cast<unsigned char>(text[1])) != 0;
  if (!text.empty() && !acronym) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

base::Error ioError(std::string_view action, const std::filesystem::path& path, std::error_code code, std::string_view help) {
  std::string message = "Cannot ";
  message.append(action).append(" ").append(pathText(path)).append(" (").append(reason(code)).append("). ");
  message.append(help.empty() ? helpFor(code) : help);
  return base::Error{errcFor(code), std::move(message), false, {}};
}

}  // namespace hookline::platform::internal
