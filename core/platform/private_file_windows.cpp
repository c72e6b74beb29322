#include "platform/private_file.h"

#include <windows.h>

#include <sddl.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "platform/io_error.h"
#include "platform/path_text.h"

namespace hookline::platform {
namespace {

using internal::ioError;
using internal::lastError;
using std::filesystem::path;

constexpr DWORD kReadBytes = 65536;
constexpr int kMaxStagedNames = 16;

/// An access list for the owner, the system and the administrators alone, not mixed with what the folder hands down.
class OwnerOnly {
 public:
  OwnerOnly() {
    ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)", SDDL_REVISION_1,
                                                         &descriptor_, nullptr);
    attributes_.nLength = sizeof attributes_;
    attributes_.lpSecurityDescriptor = descriptor_;
  }
  OwnerOnly(const OwnerOnly&) = delete;
  OwnerOnly& operator=(const OwnerOnly&) = delete;
  ~OwnerOnly() { LocalFree(descriptor_); }
  explicit operator bool() const { return descriptor_ != nullptr; }
  SECURITY_ATTRIBUTES* get() { return &attributes_; }

 private:
  PSECURITY_DESCRIPTOR descriptor_ = nullptr;
  SECURITY_ATTRIBUTES attributes_{};
};

class File {
 public:
  explicit File(HANDLE handle) : handle_(handle) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { close(); }
  explicit operator bool() const { return handle_ != INVALID_HANDLE_VALUE; }
  HANDLE get() const { return handle_; }
  void close() {
    if (handle_ != INVALID_HANDLE_VALUE) CloseHandle(std::exchange(handle_, INVALID_HANDLE_VALUE));
  }

 private:
  HANDLE handle_;
};

bool writeAll(HANDLE file, std::string_view bytes) {
  while (!bytes.empty()) {
    const DWORD part = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), kReadBytes));
    DWORD written = 0;
    if (WriteFile(file, bytes.data(), part, &written, nullptr) == 0) return false;
    bytes.remove_prefix(written);
  }
  return FlushFileBuffers(file) != 0;
}

path stagedName(const path& wanted, int n) {
  path name = wanted.parent_path() / L".";
  name += wanted.filename();
  name += L"." + std::to_wstring(GetCurrentProcessId()) + L"." + std::to_wstring(GetCurrentThreadId()) + L"." + std::to_wstring(n);
  return name;
}

bool copyAll(HANDLE from, HANDLE to) {
  std::string bytes(kReadBytes, '\0');
  for (;;) {
    DWORD got = 0;
    if (ReadFile(from, bytes.data(), static_cast<DWORD>(bytes.size()), &got, nullptr) == 0) return false;
    if (got == 0) return FlushFileBuffers(to) != 0;
    DWORD written = 0;
    if (WriteFile(to, bytes.data(), got, &written, nullptr) == 0 || written != got) return false;
  }
}

/// Fills a file beside the wanted one and then gives it the wanted name.
template <typename Fill>
base::Status fillThenMove(const path& wanted, Fill fill, DWORD moveFlags) {
  OwnerOnly owner;
  if (!owner) return base::fail(ioError("protect the file", wanted, lastError()));
  for (int n = 0; n < kMaxStagedNames; ++n) {
    const path name = stagedName(wanted, n);
    File file(CreateFileW(name.c_str(), GENERIC_WRITE, 0, owner.get(), CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!file && GetLastError() == ERROR_FILE_EXISTS) continue;
    if (!file) return base::fail(ioError("write the file", wanted, lastError()));
    std::error_code code;
    if (!fill(file.get())) code = lastError();
    file.close();
    if (!code && MoveFileExW(name.c_str(), wanted.c_str(), moveFlags | MOVEFILE_WRITE_THROUGH) == 0) code = lastError();
    if (!code) return {};
    DeleteFileW(name.c_str());
    auto error = ioError("write the file", wanted, code);
    if (code.value() == ERROR_ALREADY_EXISTS || code.value() == ERROR_FILE_EXISTS) error.code = base::Errc::kConflict;
    return base::fail(std::move(error));
  }
  return base::fail(base::Errc::kIo, "Cannot write the file " + pathText(wanted) + " (no free temporary name). Remove the files beside " +
                                         "it whose names begin with a dot.");
}

}  // namespace

base::Status writePrivateFile(const path& file, std::string_view bytes) {
  return fillThenMove(
      file, [bytes](HANDLE to) { return writeAll(to, bytes); }, MOVEFILE_REPLACE_EXISTING);
}

base::Status createPrivateFile(const path& file, std::string_view bytes) {
  return fillThenMove(
      file, [bytes](HANDLE to) { return writeAll(to, bytes); }, 0);
}

base::Status copyPrivateFile(const path& from, const path& to, bool replace) {
  const File source(CreateFileW(from.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!source) return base::fail(ioError("read the file", from, lastError()));
  return fillThenMove(
      to, [&source](HANDLE file) { return copyAll(source.get(), file); }, replace ? MOVEFILE_REPLACE_EXISTING : 0);
}

base::Status movePrivateFile(const path& from, const path& to, bool replace) {
  // A file keeps its access list when it moves, so one that is not private yet is copied.
  auto copied = copyPrivateFile(from, to, replace);
  if (copied) DeleteFileW(from.c_str());
  return copied;
}

base::Result<std::string> readFile(const path& file, std::size_t limitBytes) {
  std::error_code code;
  if (std::filesystem::is_directory(file, code))
    return base::fail(base::Errc::kInvalid, "The path " + pathText(file) + " is a folder, not a file. Name the file inside it.");
  const File opened(CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!opened) return base::fail(ioError("read the file", file, lastError()));
  std::string bytes;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min<std::size_t>(kReadBytes, limitBytes + 1 - before));
    DWORD got = 0;
    const bool read = ReadFile(opened.get(), bytes.data() + before, static_cast<DWORD>(bytes.size() - before), &got, nullptr) != 0;
    if (!read && GetLastError() != ERROR_BROKEN_PIPE) return base::fail(ioError("read the file", file, lastError()));
    bytes.resize(before + got);
    if (got == 0) return bytes;
    if (bytes.size() > limitBytes)
      return base::fail(base::Errc::kTooLarge, "The file " + pathText(file) + " is larger than the " + std::to_string(limitBytes) +
                                                   " bytes that are read of it. Check that it is the right file.");
  }
}

base::Result<bool> isPrivate(const path& path) {
  if (GetFileAttributesW(path.c_str()) == INVALID_FILE_ATTRIBUTES) return base::fail(ioError("look at", path, lastError()));
  return true;
}

base::Status makePrivateFolder(const path& folder, std::string_view help) {
  std::error_code code;
  path missing = std::filesystem::absolute(folder, code);
  if (code) return base::fail(ioError("find the folder", folder, code, help));
  std::vector<path> toMake;
  while (!std::filesystem::exists(missing, code) && missing != missing.parent_path()) {
    toMake.push_back(missing);
    missing = missing.parent_path();
  }
  OwnerOnly owner;
  if (!owner) return base::fail(ioError("protect the folder", folder, lastError(), help));
  for (; !toMake.empty(); toMake.pop_back()) {
    if (toMake.back().filename().empty()) continue;  // a name that ended in a separator
    if (CreateDirectoryW(toMake.back().c_str(), owner.get()) == 0 && GetLastError() != ERROR_ALREADY_EXISTS)
      return base::fail(ioError("make the folder", toMake.back(), lastError(), help));
  }
  if (!std::filesystem::is_directory(folder, code))
    return base::fail(base::Errc::kInvalid, "The path " + pathText(folder) + " is a file, not a folder. " + std::string(help));
  // Access lists say little about writing; a file that removes itself tells.
  const File probe(CreateFileW(stagedName(folder / L"probe", 0).c_str(), GENERIC_WRITE | DELETE, 0, owner.get(), CREATE_ALWAYS,
                               FILE_FLAG_DELETE_ON_CLOSE, nullptr));
  if (probe) return {};
  return base::fail(base::Errc::kIo, "The folder " + pathText(folder) + " is not writable for this user (" + internal::reason(lastError()) +
                                         "). " + std::string(help));
}

}  // namespace hookline::platform
