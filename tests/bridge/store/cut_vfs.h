#pragma once
// A file system that remembers what was synced: at any moment it can say what a disk may hold after
// the power is cut just now. Writes that were not synced are there, are not there, or are torn at a
// border of sectors; every one for itself.

#include <cstdint>
#include <string>

namespace uws::test {

// Becomes SQLite's default file system in this process, once; files below `directory` are watched.
void watch_writes(const std::string& directory);

// Writes what the watched files may be after a cut into `directory`, by `seed`, under their own
// names; files that only live in memory (-shm) are left out.
void cut_power(const std::string& directory, std::uint32_t seed);

// From here on the disk of the watched files answers every write and sync with an I/O error, or
// works again.
void fail_writes(bool failing);

}  // namespace uws::test
