#include "support/simulated_files.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <random>

namespace interlock::testing {
namespace {

constexpr int kNever = std::numeric_limits<int>::max();
constexpr std::size_t kSector = 512;

struct Change {
  std::size_t offset = 0;
  std::string bytes{};
  std::optional<std::size_t> cut{};  // a truncation
};

void put(std::string& content, const Change& change) {
  if (change.cut) {
    content.resize(std::min(content.size(), *change.cut));
    return;
  }
  if (content.size() < change.offset + change.bytes.size()) content.resize(change.offset + change.bytes.size(), '\0');
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

struct File {
  std::string written{};
  std::string durable{};
  bool has_durable_name = false;
  std::vector<Change> pending{};
  std::vector<std::vector<unsigned char>> shared{};  // memory of the index of the log

  void change(Change change) {
    put(written, change);
    pending.push_back(std::move(change));
  }
  void sync() {
    durable = written;
    has_durable_name = true;
    pending.clear();
  }
};

}  // namespace

struct SimulatedFiles::State {
  std::string name;
  sqlite3_vfs vfs{};
  std::map<std::string, std::shared_ptr<File>> files;
  int calls = 0, syncs = 0, failed = 0, late_writes = 0;
  int crash_call = kNever, failing_sync = kNever, full_call = kNever;
  bool is_read_only = false;
  std::optional<std::size_t> room{};

  bool has_crashed() const { return calls >= crash_call; }
  /// Counts a call that changes something; whether it may.
  bool proceeds() {
    ++calls;
    if (has_crashed() || is_read_only) {
      ++failed;
      return false;
    }
    if (failed > 0) ++late_writes;
    return true;
  }
  std::size_t taken() const {
    std::size_t bytes = 0;
    for (const auto& [path, file] : files) bytes += file->written.size();
    return bytes;
  }
  /// From the call on at which the disk is full, no more than it holds then.
  bool has_room(std::size_t growth) {
    if (calls < full_call || growth == 0) return true;
    if (!room) room = taken();
    return taken() + growth <= *room;
  }
  void heal() {
    room.reset();
    crash_call = failing_sync = full_call = kNever;
    calls = syncs = failed = late_writes = 0;
    is_read_only = false;
  }
};

namespace {

using State = SimulatedFiles::State;

struct Handle {
  sqlite3_file base;
  State* state;
  std::shared_ptr<File>* file;
  std::string* doomed;  // the name of a file that goes with its handle
};

Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
State& of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

int close_file(sqlite3_file* file) {
  auto& handle = of(file);
  if (handle.doomed != nullptr) handle.state->files.erase(*handle.doomed);
  delete handle.doomed;
  delete handle.file;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
  if (of(file).state->has_crashed()) return SQLITE_IOERR_READ;
  const auto& content = (*of(file).file)->written;
  const auto from = std::min(content.size(), static_cast<std::size_t>(offset));
  const auto wanted = static_cast<std::size_t>(amount);
  const auto count = std::min(wanted, content.size() - from);
  std::memset(into, 0, wanted);
  std::memcpy(into, content.data() + from, count);
  return count == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
  auto& state = *of(file).state;
  auto& target = **of(file).file;
  if (!state.proceeds()) return state.is_read_only ? SQLITE_READONLY : SQLITE_IOERR_WRITE;
  const auto at = static_cast<std::size_t>(offset);
  const auto size = static_cast<std::size_t>(amount);
  const auto growth = at + size - std::min(at + size, target.written.size());
  if (!state.has_room(growth)) return SQLITE_FULL;
  target.change({.offset = at, .bytes = std::string(static_cast<const char*>(bytes), size)});
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (!of(file).state->proceeds()) return SQLITE_IOERR_TRUNCATE;
  (*of(file).file)->change({.cut = static_cast<std::size_t>(size)});
  return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int) {
  auto& state = *of(file).state;
  if (!state.proceeds()) return SQLITE_IOERR_FSYNC;
  if (++state.syncs == state.failing_sync) {
    ++state.failed;
    return SQLITE_IOERR_FSYNC;
  }
  (*of(file).file)->sync();
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>((*of(file).file)->written.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* is_reserved) {
  *is_reserved = 0;
  return SQLITE_OK;
}
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return static_cast<int>(kSector); }
int traits(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }  // as the system's files are taken to be

int map_shared(sqlite3_file* file, int region, int size, int extends, void volatile** memory) {
  auto& shared = (*of(file).file)->shared;
  const auto index = static_cast<std::size_t>(region);
  *memory = nullptr;
  if (index >= shared.size() && extends == 0) return SQLITE_OK;
  while (shared.size() <= index) shared.emplace_back(static_cast<std::size_t>(size));
  *memory = shared[index].data();
  return SQLITE_OK;
}
int lock_shared(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void order_shared(sqlite3_file*) {}
int unmap_shared(sqlite3_file* file, int is_last) {
  if (is_last != 0) (*of(file).file)->shared.clear();
  return SQLITE_OK;
}

const sqlite3_io_methods& methods() {
  static const sqlite3_io_methods table{2,         close_file, read_file,   write_file,   truncate_file, sync_file,
                                        file_size, lock_file,  lock_file,   check_lock,   control_file,  sector_size,
                                        traits,    map_shared, lock_shared, order_shared, unmap_shared,  nullptr,
                                        nullptr};
  return table;
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto& state = of(vfs);
  file->pMethods = nullptr;
  const std::string key = name != nullptr ? name : "temporary";
  auto& entry = state.files[key];
  if (!entry) {
    const bool creates = (flags & SQLITE_OPEN_CREATE) != 0 && state.proceeds();
    if (!creates) {
      state.files.erase(key);
      return SQLITE_CANTOPEN;
    }
    entry = std::make_shared<File>();
  }
  auto& handle = of(file);
  handle.state = &state;
  handle.file = new std::shared_ptr<File>(entry);
  handle.doomed = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0 ? new std::string(key) : nullptr;
  file->pMethods = &methods();
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

/// A removal is durable at once: that no log is left over is tested by the losses before it.
int remove_file(sqlite3_vfs* vfs, const char* name, int) {
  if (!of(vfs).proceeds()) return SQLITE_IOERR_DELETE;
  return of(vfs).files.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int is_there(sqlite3_vfs* vfs, const char* name, int, int* found) {
  *found = of(vfs).files.contains(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* into) {
  sqlite3_snprintf(size, into, "%s", name);
  return SQLITE_OK;
}

int random_bytes(sqlite3_vfs*, int size, char* into) {
  std::memset(into, 7, static_cast<std::size_t>(size));
  return size;
}
int no_sleep(sqlite3_vfs*, int micros) { return micros; }
int noon(sqlite3_vfs*, double* day) {
  *day = 2461000;
  return SQLITE_OK;
}
int last_error(sqlite3_vfs*, int, char*) { return 0; }

/// What a file holds after the loss.
std::string surviving(const File& file, Loss loss, std::mt19937_64& dice) {
  if (loss == Loss::none) return file.written;
  auto content = file.durable;
  for (std::size_t i = 0; i < file.pending.size(); ++i) {
    auto change = file.pending[i];
    const bool is_last = i + 1 == file.pending.size();
    if (loss == Loss::all) continue;
    if (loss == Loss::zeros) std::fill(change.bytes.begin(), change.bytes.end(), '\0');
    if (loss == Loss::torn && is_last && !change.cut) change.bytes.resize(dice() % (change.bytes.size() + 1));
    if (loss != Loss::some || change.cut) {
      if (loss != Loss::some || dice() % 2 == 0) put(content, change);
      continue;
    }
    for (std::size_t at = 0; at < change.bytes.size(); at += kSector) {
      if (dice() % 2 == 0) put(content, {.offset = change.offset + at, .bytes = change.bytes.substr(at, kSector)});
    }
  }
  return content;
}

}  // namespace

SimulatedFiles::SimulatedFiles() : state_(std::make_unique<State>()) {
  static int number = 0;
  state_->name = "simulated-" + std::to_string(++number);
  auto& vfs = state_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(Handle);
  vfs.mxPathname = 512;
  vfs.zName = state_->name.c_str();
  vfs.pAppData = state_.get();
  vfs.xOpen = open_file;
  vfs.xDelete = remove_file;
  vfs.xAccess = is_there;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = random_bytes;
  vfs.xSleep = no_sleep;
  vfs.xCurrentTime = noon;
  vfs.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs, 0);
}

SimulatedFiles::~SimulatedFiles() { sqlite3_vfs_unregister(&state_->vfs); }

const std::string& SimulatedFiles::name() const { return state_->name; }
int SimulatedFiles::calls() const { return state_->calls; }
void SimulatedFiles::crash_at(int call) { state_->crash_call = call; }
void SimulatedFiles::fail_sync_at(int sync) {
  state_->syncs = 0;
  state_->failing_sync = sync;
}
void SimulatedFiles::fill_disk_at(int call) { state_->full_call = call; }
void SimulatedFiles::make_read_only() { state_->is_read_only = true; }
int SimulatedFiles::failed_calls() const { return state_->failed; }
int SimulatedFiles::writes_after_failure() const { return state_->late_writes; }

void SimulatedFiles::power_loss(Loss loss, std::uint64_t seed) { restore(left_after(loss, seed)); }

SimulatedFiles::Contents SimulatedFiles::left_after(Loss loss, std::uint64_t seed) const {
  std::mt19937_64 dice(seed);
  Contents left;
  for (const auto& [name, file] : state_->files) {
    if (!file->has_durable_name && loss == Loss::all) continue;
    left[name] = surviving(*file, loss, dice);
  }
  return left;
}

SimulatedFiles::Contents SimulatedFiles::torn_at(std::size_t length) const {
  Contents left;
  for (const auto& [name, file] : state_->files) {
    left[name] = file->durable;
    auto pending = file->pending;
    if (!pending.empty() && pending.back().bytes.size() > length) pending.back().bytes.resize(length);
    for (const auto& change : pending) put(left[name], change);
  }
  return left;
}

std::size_t SimulatedFiles::last_write() const {
  std::size_t longest = 0;
  for (const auto& [name, file] : state_->files) {
    if (!file->pending.empty()) longest = std::max(longest, file->pending.back().bytes.size());
  }
  return longest;
}

SimulatedFiles::Contents SimulatedFiles::contents() const {
  Contents contents;
  for (const auto& [name, file] : state_->files) contents[name] = file->written;
  return contents;
}

void SimulatedFiles::restore(const Contents& contents) {
  state_->files.clear();
  for (const auto& [name, bytes] : contents) {
    auto file = std::make_shared<File>();
    file->written = bytes;
    file->sync();
    state_->files[name] = file;
  }
  state_->heal();
}

}  // namespace interlock::testing
