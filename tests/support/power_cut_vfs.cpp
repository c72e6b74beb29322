#include "support/power_cut_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <map>
#include <mutex>
#include <utility>

#include "support/sector_bytes.h"

namespace hookline::support {
namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

struct Locks {
  int shared = 0;
  const void* reserved = nullptr;
  const void* pending = nullptr;
  const void* exclusive = nullptr;
};

struct SharedMemory {
  std::vector<std::unique_ptr<char[]>> regions;
  std::array<int, SQLITE_SHM_NLOCK> shared{};
  std::array<const void*, SQLITE_SHM_NLOCK> exclusive{};
  int users = 0;
};

struct File : SectorBytes {
  bool durableExists = false;
  bool deleted = false;  // by name; open handles go on
  Locks locks;
  SharedMemory memory;
};

}  // namespace

struct PowerCutVfs::Disk {
  std::string name;
  sqlite3_vfs vfs{};
  mutable std::mutex mutex;
  std::map<std::string, std::shared_ptr<File>> files;
  std::map<std::string, std::shared_ptr<File>> unsyncedDeletions;
  std::uint64_t operations = 0;
  std::uint64_t cutAt = kNever;
  bool cut = false;
  struct Fault {
    int code = SQLITE_OK;
    std::uint64_t skip = 0;
    std::uint64_t times = 0;
  };
  std::array<Fault, 2> faults;

  /// Counts one operation that changes the disk. SQLITE_OK: it may happen.
  int change(Operation operation) {
    if (cut) return SQLITE_IOERR;
    if (operations >= cutAt) {
      cut = true;
      return SQLITE_IOERR;
    }
    ++operations;
    auto& fault = faults[static_cast<std::size_t>(operation)];
    if (fault.times == 0) return SQLITE_OK;
    if (fault.skip > 0) {
      --fault.skip;
      return SQLITE_OK;
    }
    --fault.times;
    return fault.code;
  }
};

namespace {

using Disk = PowerCutVfs::Disk;

struct Handle {
  sqlite3_file base;
  Disk* disk;
  std::shared_ptr<File>* file;
  int level;  // of the file lock
  bool mapped;
  bool syncsFolder;  // with its first sync, as SQLite does on Unix for a log or journal that it made
};

Handle& self(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
File& fileOf(sqlite3_file* file) { return **self(file).file; }

int closeFile(sqlite3_file* file);

int readFile(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  auto& disk = *self(file).disk;
  std::scoped_lock lock(disk.mutex);
  if (disk.cut) return SQLITE_IOERR_READ;
  const auto& bytes = fileOf(file).now;
  const auto wanted = static_cast<std::size_t>(amount);
  const auto from = std::min(bytes.size(), static_cast<std::size_t>(offset));
  const auto count = std::min(wanted, bytes.size() - from);
  std::memcpy(out, bytes.data() + from, count);
  if (count == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + count, 0, wanted - count);
  return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
  auto& disk = *self(file).disk;
  std::scoped_lock lock(disk.mutex);
  if (const int code = disk.change(PowerCutVfs::Operation::kWrite); code != SQLITE_OK) return code;
  auto& target = fileOf(file);
  const auto from = static_cast<std::size_t>(offset);
  const auto to = from + static_cast<std::size_t>(amount);
  for (auto sector = from / kSector; sector * kSector < to; ++sector) remember(target, sector);
  if (target.now.size() < to) target.now.resize(to, '\0');
  std::memcpy(target.now.data() + from, data, static_cast<std::size_t>(amount));
  return SQLITE_OK;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
  auto& disk = *self(file).disk;
  std::scoped_lock lock(disk.mutex);
  if (const int code = disk.change(PowerCutVfs::Operation::kWrite); code != SQLITE_OK) return code;
  auto& target = fileOf(file);
  const auto length = static_cast<std::size_t>(size);
  for (auto sector = length / kSector; sector * kSector < target.now.size(); ++sector) remember(target, sector);
  target.now.resize(length, '\0');
  return SQLITE_OK;
}

int syncFile(sqlite3_file* file, int) {
  auto& disk = *self(file).disk;
  std::scoped_lock lock(disk.mutex);
  if (const int code = disk.change(PowerCutVfs::Operation::kSync); code != SQLITE_OK) return code;
  auto& handle = self(file);
  if (std::exchange(handle.syncsFolder, false)) disk.unsyncedDeletions.clear();
  auto& target = fileOf(file);
  target.durable.resize(target.now.size(), '\0');
  for (const auto& [sector, versions] : target.undecided) {
    const auto from = sector * kSector;
    if (from >= target.now.size()) continue;
    const auto length = std::min(kSector, target.now.size() - from);
    std::memcpy(target.durable.data() + from, target.now.data() + from, length);
  }
  target.undecided.clear();
  target.durableExists = true;
  return SQLITE_OK;
}

int sizeOfFile(sqlite3_file* file, sqlite3_int64* size) {
  auto& disk = *self(file).disk;
  std::scoped_lock lock(disk.mutex);
  if (disk.cut) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(fileOf(file).now.size());
  return SQLITE_OK;
}

void unlockTo(Handle& handle, int level) {
  auto& locks = (*handle.file)->locks;
  if (handle.level >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED) {
    for (auto* slot : {&locks.reserved, &locks.pending, &locks.exclusive}) {
      if (*slot == &handle) *slot = nullptr;
    }
  }
  if (handle.level >= SQLITE_LOCK_SHARED && level == SQLITE_LOCK_NONE) --locks.shared;
  handle.level = std::min(handle.level, level);
}

int lockFile(sqlite3_file* file, int level) {
  auto& handle = self(file);
  std::scoped_lock lock(handle.disk->mutex);
  if (handle.disk->cut) return SQLITE_IOERR_LOCK;
  auto& locks = fileOf(file).locks;
  if (handle.level >= level) return SQLITE_OK;
  if (handle.level == SQLITE_LOCK_NONE) {
    if (locks.pending != nullptr || locks.exclusive != nullptr) return SQLITE_BUSY;
    ++locks.shared;
    handle.level = SQLITE_LOCK_SHARED;
  }
  if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
  if (locks.reserved != nullptr && locks.reserved != &handle) return SQLITE_BUSY;
  locks.reserved = &handle;
  handle.level = std::max(handle.level, SQLITE_LOCK_RESERVED);
  if (level == SQLITE_LOCK_RESERVED) return SQLITE_OK;
  locks.pending = &handle;
  handle.level = std::max(handle.level, SQLITE_LOCK_PENDING);
  if (locks.shared > 1) return SQLITE_BUSY;
  locks.exclusive = &handle;
  handle.level = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

int unlockFile(sqlite3_file* file, int level) {
  auto& handle = self(file);
  std::scoped_lock lock(handle.disk->mutex);
  unlockTo(handle, level);
  return SQLITE_OK;
}

int checkReserved(sqlite3_file* file, int* out) {
  auto& handle = self(file);
  std::scoped_lock lock(handle.disk->mutex);
  *out = fileOf(file).locks.reserved != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int controlFile(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sectorSize(sqlite3_file*) { return 4096; }
// As SQLite assumes of every disk on Unix and Windows.
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int mapMemory(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
  auto& handle = self(file);
  std::scoped_lock lock(handle.disk->mutex);
  *out = nullptr;
  if (handle.disk->cut) return SQLITE_IOERR_SHMMAP;
  auto& memory = fileOf(file).memory;
  if (!handle.mapped) {
    handle.mapped = true;
    ++memory.users;
  }
  const auto index = static_cast<std::size_t>(region);
  if (memory.regions.size() <= index) {
    if (extend == 0) return SQLITE_OK;
    while (memory.regions.size() <= index) memory.regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
  }
  *out = memory.regions[index].get();
  return SQLITE_OK;
}

int lockMemory(sqlite3_file* file, int offset, int count, int flags) {
  auto& handle = self(file);
  std::scoped_lock lock(handle.disk->mutex);
  auto& memory = fileOf(file).memory;
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (int i = offset; i < offset + count; ++i) {
      const auto slot = static_cast<std::size_t>(i);
      if (!exclusive) {
        --memory.shared[slot];
      } else if (memory.exclusive[slot] == &handle) {
        memory.exclusive[slot] = nullptr;
      }
    }
    return SQLITE_OK;
  }
  for (int i = offset; i < offset + count; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    if (memory.exclusive[slot] != nullptr || (exclusive && memory.shared[slot] > 0)) return SQLITE_BUSY;
  }
  for (int i = offset; i < offset + count; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    if (exclusive) {
      memory.exclusive[slot] = &handle;
    } else {
      ++memory.shared[slot];
    }
  }
  return SQLITE_OK;
}

// The disk's mutex is taken and given by every access around it, which orders them for all threads.
void memoryBarrier(sqlite3_file* file) { std::scoped_lock lock(self(file).disk->mutex); }

int unmapMemory(sqlite3_file* file, int) {
  auto& handle = self(file);
  std::scoped_lock lock(handle.disk->mutex);
  if (!handle.mapped) return SQLITE_OK;
  handle.mapped = false;
  auto& memory = fileOf(file).memory;
  if (--memory.users == 0) memory = SharedMemory{};
  return SQLITE_OK;
}

int closeFile(sqlite3_file* file) {
  unmapMemory(file, 0);
  auto& handle = self(file);
  {
    std::scoped_lock lock(handle.disk->mutex);
    unlockTo(handle, SQLITE_LOCK_NONE);
  }
  delete handle.file;
  handle.base.pMethods = nullptr;
  return SQLITE_OK;
}

constexpr sqlite3_io_methods makeMethods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 2;
  methods.xClose = closeFile;
  methods.xRead = readFile;
  methods.xWrite = writeFile;
  methods.xTruncate = truncateFile;
  methods.xSync = syncFile;
  methods.xFileSize = sizeOfFile;
  methods.xLock = lockFile;
  methods.xUnlock = unlockFile;
  methods.xCheckReservedLock = checkReserved;
  methods.xFileControl = controlFile;
  methods.xSectorSize = sectorSize;
  methods.xDeviceCharacteristics = characteristics;
  methods.xShmMap = mapMemory;
  methods.xShmLock = lockMemory;
  methods.xShmBarrier = memoryBarrier;
  methods.xShmUnmap = unmapMemory;
  return methods;
}
constexpr sqlite3_io_methods kMethods = makeMethods();

Disk& diskOf(sqlite3_vfs* vfs) { return *static_cast<Disk*>(vfs->pAppData); }

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* out, int flags, int* outFlags) {
  auto& disk = diskOf(vfs);
  std::scoped_lock lock(disk.mutex);
  auto& handle = self(out);
  handle.base.pMethods = nullptr;
  if (disk.cut) return SQLITE_IOERR;
  std::shared_ptr<File> file;
  handle.syncsFolder = false;
  if (name == nullptr) {
    file = std::make_shared<File>();
  } else {
    auto& slot = disk.files[name];
    if (!slot) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) {
        disk.files.erase(name);
        return SQLITE_CANTOPEN;
      }
      slot = std::make_shared<File>();
      handle.syncsFolder = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    }
    file = slot;
  }
  handle.disk = &disk;
  handle.file = new std::shared_ptr<File>(std::move(file));
  handle.level = SQLITE_LOCK_NONE;
  handle.mapped = false;
  handle.base.pMethods = &kMethods;
  if (outFlags != nullptr) *outFlags = flags;
  return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder) {
  auto& disk = diskOf(vfs);
  std::scoped_lock lock(disk.mutex);
  const auto found = disk.files.find(name);
  if (found == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (const int code = disk.change(PowerCutVfs::Operation::kWrite); code != SQLITE_OK) return code;
  if (found->second->durableExists) disk.unsyncedDeletions[name] = found->second;
  disk.files.erase(found);
  if (syncFolder != 0) disk.unsyncedDeletions.clear();
  return SQLITE_OK;
}

int accessFile(sqlite3_vfs* vfs, const char* name, int, int* out) {
  auto& disk = diskOf(vfs);
  std::scoped_lock lock(disk.mutex);
  if (disk.cut) return SQLITE_IOERR_ACCESS;
  *out = disk.files.count(name) != 0 ? 1 : 0;
  return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

}  // namespace

PowerCutVfs::PowerCutVfs(std::string name) : disk_(std::make_unique<Disk>()) {
  auto* usual = sqlite3_vfs_find(nullptr);
  disk_->name = std::move(name);
  auto& vfs = disk_->vfs;
  vfs = *usual;
  vfs.iVersion = 2;
  vfs.szOsFile = sizeof(Handle);
  vfs.pNext = nullptr;
  vfs.zName = disk_->name.c_str();
  vfs.pAppData = disk_.get();
  vfs.xOpen = openFile;
  vfs.xDelete = deleteFile;
  vfs.xAccess = accessFile;
  vfs.xFullPathname = fullPath;
  sqlite3_vfs_register(&vfs, 0);
}

PowerCutVfs::~PowerCutVfs() { sqlite3_vfs_unregister(&disk_->vfs); }

const std::string& PowerCutVfs::name() const { return disk_->name; }

void PowerCutVfs::cutAfter(std::uint64_t operations) {
  std::scoped_lock lock(disk_->mutex);
  disk_->cutAt = disk_->operations + operations;
}

bool PowerCutVfs::isCut() const {
  std::scoped_lock lock(disk_->mutex);
  return disk_->cut;
}

void PowerCutVfs::restore(base::SeededRandom& chance) {
  std::scoped_lock lock(disk_->mutex);
  std::map<std::string, std::shared_ptr<File>> survivors;
  const auto survive = [&](const std::string& path, const File& file) {
    auto fresh = std::make_shared<File>();
    fresh->now = fresh->durable = survivor(file, chance);
    fresh->durableExists = true;
    survivors[path] = std::move(fresh);
  };
  for (const auto& [path, file] : disk_->unsyncedDeletions) {
    if (disk_->files.count(path) == 0 && chance.below(2) == 0) survive(path, *file);
  }
  for (const auto& [path, file] : disk_->files) {
    if (file->durableExists || chance.below(2) == 0) survive(path, *file);
  }
  disk_->files = std::move(survivors);
  disk_->unsyncedDeletions.clear();
  disk_->cut = false;
  disk_->cutAt = kNever;
}

void PowerCutVfs::failAfter(Operation operation, int code, std::uint64_t skip, std::uint64_t times) {
  std::scoped_lock lock(disk_->mutex);
  disk_->faults[static_cast<std::size_t>(operation)] = {code, skip, times};
}

void PowerCutVfs::heal() {
  std::scoped_lock lock(disk_->mutex);
  disk_->faults = {};
}

std::uint64_t PowerCutVfs::operations() const {
  std::scoped_lock lock(disk_->mutex);
  return disk_->operations;
}

std::string PowerCutVfs::bytes(const std::string& path) const {
  std::scoped_lock lock(disk_->mutex);
  const auto found = disk_->files.find(path);
  return found == disk_->files.end() ? std::string() : found->second->now;
}

void PowerCutVfs::put(const std::string& path, std::string bytes) {
  std::scoped_lock lock(disk_->mutex);
  auto file = std::make_shared<File>();
  file->now = file->durable = std::move(bytes);
  file->durableExists = true;
  disk_->files[path] = std::move(file);
}

std::vector<std::string> PowerCutVfs::paths() const {
  std::scoped_lock lock(disk_->mutex);
  std::vector<std::string> paths;
  for (const auto& [path, file] : disk_->files) paths.push_back(path);
  return paths;
}

}  // namespace hookline::support
