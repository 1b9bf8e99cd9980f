#include "adapters/journal/reserve.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace interlock::sqlite {
namespace {

constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE | SQLITE_OPEN_DELETEONCLOSE |
                       SQLITE_OPEN_TRANSIENT_DB;

std::string random_name(const std::string& path) {
  unsigned long long bits = 0;
  sqlite3_randomness(sizeof bits, &bits);
  return path + "-reserve-" + std::to_string(bits);
}

}  // namespace

/// What a VFS opens is a struct of its own size that begins with sqlite3_file.
struct Reserve::File {
  explicit File(std::size_t bytes) : room(bytes / sizeof(std::max_align_t) + 1) {}
  ~File() {
    if (is_open) file()->pMethods->xClose(file());
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(room.data()); }
  int fill(int bytes) {
    static constexpr std::array<char, 4096> kZeros{};
    for (int at = 0; at < bytes; at += static_cast<int>(kZeros.size())) {
      const int code = file()->pMethods->xWrite(file(), kZeros.data(), static_cast<int>(kZeros.size()), at);
      if (code != SQLITE_OK) return code;
    }
    return file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL);
  }

  std::vector<std::max_align_t> room;
  bool is_open = false;
};

Reserve::Reserve(const std::string& path, const std::string& vfs, int bytes, int& code) : name_(random_name(path)) {
  auto* files = sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str());
  file_ = std::make_unique<File>(static_cast<std::size_t>(files->szOsFile));
  int flags = 0;
  code = files->xOpen(files, name_.c_str(), file_->file(), kFlags, &flags);
  file_->is_open = code == SQLITE_OK;
  if (file_->is_open) code = file_->fill(bytes);
  if (code != SQLITE_OK) file_.reset();
}

Reserve::~Reserve() = default;

bool Reserve::release() {
  if (!file_) return false;
  file_.reset();
  return true;
}

}  // namespace interlock::sqlite
