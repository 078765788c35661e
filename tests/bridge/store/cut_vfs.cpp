#include "tests/bridge/store/cut_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <stdexcept>
#include <vector>

namespace uws::test {
namespace {

constexpr std::size_t kSector = 512;

struct Change {
  std::size_t at = 0;
  std::string bytes;
  bool truncate = false;  // to `at`
};

void apply(std::string& content, const Change& change) {
  if (change.truncate) {
    content.resize(std::min(content.size(), change.at));
    return;
  }
  const auto end = change.at + change.bytes.size();
  if (content.size() < end) content.resize(end);
  content.replace(change.at, change.bytes.size(), change.bytes);
}

struct Disk {
  std::string synced;
  std::vector<Change> pending;
};

struct World {
  std::mutex mutex;
  std::string directory;
  std::map<std::string, Disk> disks;
  std::atomic<bool> failing{false};
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs shim{};
  sqlite3_io_methods methods{};
};

World& world() {
  static World one;
  return one;
}

struct File {
  sqlite3_file base;
  Disk* disk;  // null = not watched
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return of(file)->real(); }

int do_close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int do_read(sqlite3_file* file, void* data, int size, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), data, size, at);
}
bool fails(sqlite3_file* file) { return of(file)->disk != nullptr && world().failing; }

int do_write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
  if (fails(file)) return SQLITE_IOERR_WRITE;
  const int result = real(file)->pMethods->xWrite(real(file), data, size, at);
  if (result == SQLITE_OK && of(file)->disk != nullptr) {
    const std::lock_guard lock(world().mutex);
    const std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
    of(file)->disk->pending.push_back({static_cast<std::size_t>(at), bytes});
  }
  return result;
}
int do_truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int result = real(file)->pMethods->xTruncate(real(file), size);
  if (result == SQLITE_OK && of(file)->disk != nullptr) {
    const std::lock_guard lock(world().mutex);
    of(file)->disk->pending.push_back({static_cast<std::size_t>(size), {}, true});
  }
  return result;
}
int do_sync(sqlite3_file* file, int flags) {
  if (fails(file)) return SQLITE_IOERR_FSYNC;
  const int result = real(file)->pMethods->xSync(real(file), flags);
  if (result == SQLITE_OK && of(file)->disk != nullptr) {
    const std::lock_guard lock(world().mutex);
    auto& disk = *of(file)->disk;
    for (const auto& change : disk.pending) apply(disk.synced, change);
    disk.pending.clear();
  }
  return result;
}
int do_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int do_lock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int do_unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int do_check(sqlite3_file* file, int* locked) {
  return real(file)->pMethods->xCheckReservedLock(real(file), locked);
}
int do_control(sqlite3_file* file, int what, void* data) {
  return real(file)->pMethods->xFileControl(real(file), what, data);
}
int do_sector(sqlite3_file*) { return kSector; }
// Nothing is promised: not that a sector is written whole, nor that data goes before size.
int do_traits(sqlite3_file*) { return 0; }
int do_map(sqlite3_file* file, int page, int size, int extend, void volatile** data) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, data);
}
int do_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void do_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int do_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

int do_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  auto& all = world();
  auto* const made = of(file);
  made->base.pMethods = nullptr;
  made->disk = nullptr;
  const int result = all.real->xOpen(all.real, name, made->real(), flags, out);
  if (made->real()->pMethods == nullptr) return result;
  made->base.pMethods = &all.methods;
  const bool watched = name != nullptr && std::string_view(name).starts_with(all.directory);
  if (watched) {
    const std::lock_guard lock(all.mutex);
    made->disk = &all.disks[std::filesystem::path(name).filename().string()];
  }
  return result;
}

int do_delete(sqlite3_vfs*, const char* name, int sync) {
  auto& all = world();
  if (std::string_view(name).starts_with(all.directory)) {
    const std::lock_guard lock(all.mutex);
    all.disks[std::filesystem::path(name).filename().string()] = {};
  }
  return all.real->xDelete(all.real, name, sync);
}

void fill_methods(sqlite3_io_methods& methods) {
  methods.iVersion = 2;
  methods.xClose = do_close;
  methods.xRead = do_read;
  methods.xWrite = do_write;
  methods.xTruncate = do_truncate;
  methods.xSync = do_sync;
  methods.xFileSize = do_size;
  methods.xLock = do_lock;
  methods.xUnlock = do_unlock;
  methods.xCheckReservedLock = do_check;
  methods.xFileControl = do_control;
  methods.xSectorSize = do_sector;
  methods.xDeviceCharacteristics = do_traits;
  methods.xShmMap = do_map;
  methods.xShmLock = do_shm_lock;
  methods.xShmBarrier = do_barrier;
  methods.xShmUnmap = do_unmap;
}

// What is left of a write that was under way.
void apply_in_part(std::string& content, const Change& change, std::minstd_rand& random) {
  const auto fate = random() % 3;
  if (fate == 0) return;
  if (fate == 1 || change.truncate) return apply(content, change);
  for (std::size_t from = 0; from < change.bytes.size(); from += kSector) {
    if (random() % 2 == 0) continue;
    apply(content, {change.at + from, change.bytes.substr(from, kSector)});
  }
}

}  // namespace

void watch_writes(const std::string& directory) {
  auto& all = world();
  const std::lock_guard lock(all.mutex);
  all.directory = directory;
  all.disks.clear();
  if (all.real != nullptr) return;
  all.real = sqlite3_vfs_find(nullptr);
  fill_methods(all.methods);
  all.shim = *all.real;
  all.shim.zName = "cut";
  all.shim.pNext = nullptr;
  all.shim.szOsFile = static_cast<int>(sizeof(File)) + all.real->szOsFile;
  all.shim.xOpen = do_open;
  all.shim.xDelete = do_delete;
  if (sqlite3_vfs_register(&all.shim, 1) != SQLITE_OK) throw std::runtime_error("no VFS");
}

void fail_writes(bool failing) { world().failing = failing; }

void cut_power(const std::string& directory, std::uint32_t seed) {
  auto& all = world();
  std::minstd_rand random(seed);
  const std::lock_guard lock(all.mutex);
  for (const auto& [name, disk] : all.disks) {
    auto content = disk.synced;
    for (const auto& change : disk.pending) apply_in_part(content, change, random);
    if (content.empty()) continue;
    std::ofstream(std::filesystem::path(directory) / name, std::ios::binary) << content;
  }
}

}  // namespace uws::test
