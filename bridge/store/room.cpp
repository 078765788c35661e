#include "bridge/store/room.h"

#include <sys/statvfs.h>

#include <algorithm>

namespace uws::store {

void Room::look(unsigned long long used, unsigned long long file) {
  used_ = used;
  file_ = file;
  struct statvfs disk {};
  if (::statvfs(directory_.c_str(), &disk) != 0) return;
  left_ = static_cast<unsigned long long>(disk.f_bavail) * disk.f_frsize;
}

std::optional<Error> Room::refusal() const {
  if (settings_.max_bytes != 0 && used_ >= settings_.max_bytes) {
    return Error{ErrorKind::full, "store: full: [store] max_bytes is reached"};
  }
  if (left_ < settings_.min_free_bytes) {
    return Error{ErrorKind::full, "store: full: less than [store] min_free_bytes is left on disk"};
  }
  return std::nullopt;
}

double Room::fullness() const {
  double part = 0;
  if (settings_.max_bytes != 0) {
    part = static_cast<double>(used_) / static_cast<double>(settings_.max_bytes);
  }
  if (settings_.min_free_bytes != 0) {
    const auto left = std::max<double>(static_cast<double>(left_), 1);
    part = std::max(part, static_cast<double>(settings_.min_free_bytes) / left);
  }
  return part;
}

}  // namespace uws::store
