#include "platform/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>
#include <vector>

#include "platform/io_error.h"
#include "platform/path_text.h"
#include "platform/posix_file.h"

namespace hookline::platform {
namespace {

using internal::Descriptor;
using internal::ioError;
using internal::lastError;
using std::filesystem::path;

constexpr mode_t kPrivateFileMode = S_IRUSR | S_IWUSR;
constexpr mode_t kPrivateFolderMode = S_IRWXU;
constexpr std::size_t kReadBytes = 65536;
constexpr std::size_t kCopyBytes = 1024 * 1024;

/// Down to the drive. On macOS fsync alone stops at the drive's cache.
bool flush(int fd) {
#ifdef __APPLE__
  if (::fcntl(fd, F_FULLFSYNC) == 0) return true;
#endif
  return ::fsync(fd) == 0;
}

path folderOf(const path& file) {
  auto folder = file.parent_path();
  return folder.empty() ? path(".") : folder;
}

/// Makes a new name last. Some file systems cannot flush a folder and say EINVAL: they need no such call. A folder that this user
/// may write to but not list cannot be opened for it (EACCES); the name is then as safe as the system makes it.
bool flushFolder(const path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) return errno == EACCES;
  return flush(opened.get()) || errno == EINVAL;
}

/// A file beside the wanted one, already whole and flushed; removed again unless it became the wanted one.
class StagedFile {
 public:
  static base::Result<StagedFile> write(const path& wanted, std::string_view bytes) {
    return fill(wanted, [bytes](int fd) { return internal::writeAll(fd, bytes); });
  }
  /// What `source` still holds.
  static base::Result<StagedFile> copy(const path& wanted, int source) {
    return fill(wanted, [source](int fd) { return copyAll(source, fd); });
  }
  StagedFile(StagedFile&& other) noexcept : name_(std::exchange(other.name_, {})) {}
  StagedFile& operator=(StagedFile&&) = delete;
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  ~StagedFile() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  const char* name() const { return name_.c_str(); }
  void forget() { name_.clear(); }

 private:
  explicit StagedFile(std::string name) : name_(std::move(name)) {}

  template <typename Fill>
  static base::Result<StagedFile> fill(const path& wanted, Fill fillIt) {
    std::string name = (folderOf(wanted) / ("." + wanted.filename().string() + ".XXXXXX")).string();
    const Descriptor file(::mkostemp(name.data(), O_CLOEXEC));  // 0600 from the first byte
    if (!file) return base::fail(ioError("write the file", wanted, lastError()));
    StagedFile staged(std::move(name));
    if (::fchmod(file.get(), kPrivateFileMode) != 0 || !fillIt(file.get()) || !flush(file.get()))
      return base::fail(ioError("write the file", wanted, lastError()));
    return staged;
  }
  static bool copyAll(int from, int to) {
    std::vector<char> bytes(kCopyBytes);
    for (;;) {
      const ssize_t got = ::read(from, bytes.data(), bytes.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return got == 0;
      if (!internal::writeAll(to, {bytes.data(), static_cast<std::size_t>(got)})) return false;
    }
  }
  std::string name_;
};

base::Status flushedOrUnknown(const path& file) {
  if (flushFolder(folderOf(file))) return {};
  auto error = ioError("flush the folder of the file", file, lastError());
  error.code = base::Errc::kIo;
  error.outcomeUnknown = true;
  return base::fail(std::move(error));
}

base::Status putInPlace(base::Result<StagedFile> staged, const path& file, bool replace) {
  if (!staged) return base::fail(std::move(staged.error()));
  if (replace) {
    if (::rename(staged->name(), file.c_str()) != 0) return base::fail(ioError("write the file", file, lastError()));
    staged->forget();
    return flushedOrUnknown(file);
  }
  // A second name for a whole file, refused when the name is taken: neither a half-written file nor a replaced one can be seen.
  // File systems without hard links (FAT) cannot keep a file private either, so there is no other way to fall back on.
  if (::link(staged->name(), file.c_str()) != 0) {
    const auto code = lastError();
    const bool cannotLink = code == std::errc::operation_not_permitted || code == std::errc::operation_not_supported;
    return base::fail(
        ioError("create the file", file, code, cannotLink ? "Its file system cannot keep files private; choose another." : ""));
  }
  return flushedOrUnknown(file);
}

base::Error notAFolder(const path& folder, std::string_view help) {
  return base::Error{base::Errc::kInvalid, "The path " + pathText(folder) + " is a file, not a folder. " + std::string(help), false, {}};
}

base::Status checkFolder(const path& folder, std::string_view help) {
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0) {
    const auto code = lastError();
    auto error = ioError("use the folder", folder, code, help);
    if (code == std::errc::not_a_directory) error.code = base::Errc::kInvalid;
    return base::fail(std::move(error));
  }
  if (!S_ISDIR(found.st_mode)) return base::fail(notAFolder(folder, help));
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
  return base::fail(base::Errc::kIo, "The folder " + pathText(folder) + " is not writable for this user (" + internal::reason(lastError()) +
                                         "). " + std::string(help));
}

}  // namespace

base::Status writePrivateFile(const path& file, std::string_view bytes) { return putInPlace(StagedFile::write(file, bytes), file, true); }

base::Status createPrivateFile(const path& file, std::string_view bytes) { return putInPlace(StagedFile::write(file, bytes), file, false); }

base::Status copyPrivateFile(const path& from, const path& to, bool replace) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source) return base::fail(ioError("read the file", from, lastError()));
  return putInPlace(StagedFile::copy(to, source.get()), to, replace);
}

base::Status movePrivateFile(const path& from, const path& to, bool replace) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source) return base::fail(ioError("read the file", from, lastError()));
  if (::fchmod(source.get(), kPrivateFileMode) != 0 || !flush(source.get()))
    return base::fail(ioError("flush the file", from, lastError()));
  const bool moved = (replace ? ::rename(from.c_str(), to.c_str()) : ::link(from.c_str(), to.c_str())) == 0;
  if (!moved && errno != EXDEV) return base::fail(ioError("write the file", to, lastError()));
  if (!moved) {
    if (auto copied = copyPrivateFile(from, to, replace); !copied) return copied;
  }
  if (!moved || !replace) ::unlink(from.c_str());
  return flushedOrUnknown(to);
}

base::Result<std::string> readFile(const path& file, std::size_t limitBytes) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat found {};
  if (!opened || ::fstat(opened.get(), &found) != 0) return base::fail(ioError("read the file", file, lastError()));
  if (S_ISDIR(found.st_mode))
    return base::fail(base::Errc::kInvalid, "The path " + pathText(file) + " is a folder, not a file. Name the file inside it.");
  std::string bytes;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min(kReadBytes, limitBytes + 1 - before));
    const ssize_t got = ::read(opened.get(), bytes.data() + before, bytes.size() - before);
    bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return base::fail(ioError("read the file", file, lastError()));
    if (got == 0) return bytes;
    if (bytes.size() > limitBytes)
      return base::fail(base::Errc::kTooLarge, "The file " + pathText(file) + " is larger than the " + std::to_string(limitBytes) +
                                                   " bytes that are read of it. Check that it is the right file.");
  }
}

base::Result<bool> isPrivate(const path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return base::fail(ioError("look at", path, lastError()));
  return (found.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

base::Status makePrivateFolder(const path& folder, std::string_view help) {
  std::error_code code;
  path missing = std::filesystem::absolute(folder, code);
  if (code) return base::fail(ioError("find the folder", folder, code, help));
  std::vector<path> toMake;
  struct stat found {};
  while (::stat(missing.c_str(), &found) != 0) {
    if (errno != ENOENT) break;
    toMake.push_back(missing);
    if (missing == missing.parent_path()) break;
    missing = missing.parent_path();
  }
  for (; !toMake.empty(); toMake.pop_back()) {
    const path& next = toMake.back();
    if (next.filename().empty()) continue;  // a name that ended in '/'
    if (::mkdir(next.c_str(), kPrivateFolderMode) != 0 && errno != EEXIST)
      return base::fail(ioError("make the folder", next, lastError(), help));
    if (!flushFolder(folderOf(next))) return base::fail(ioError("flush the folder", folderOf(next), lastError(), help));
  }
  return checkFolder(folder, help);
}

}  // namespace hookline::platform
