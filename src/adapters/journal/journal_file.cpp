#include "adapters/journal/journal_file.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "adapters/descriptor.hpp"
#include "adapters/journal/failures.hpp"
#include "base/text.hpp"

namespace interlock::sqlite {
namespace {

using files::Descriptor;
using files::io_problem;

constexpr std::int64_t kApplication = 0x494C4A4E;  // "ILJN"
constexpr std::int64_t kVersion = 1;               // newer minor versions add kinds of records, never tables (J14)

struct Object {
  std::string_view name;
  std::string_view sql;  // empty: what SQLite makes itself
};
// In the order of their names. A row that may be changed is sealed; a record is held by its chain.
constexpr std::array kSchema{
    Object{"document",
           "CREATE TABLE document(run TEXT NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(run, role)) "
           "STRICT"},
    Object{"lock",
           "CREATE TABLE lock(organization TEXT NOT NULL PRIMARY KEY, generation INTEGER NOT NULL, holder TEXT NOT "
           "NULL, seal TEXT NOT NULL) STRICT, WITHOUT ROWID"},
    Object{"record",
           "CREATE TABLE record(run TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL, "
           "hash TEXT NOT NULL, PRIMARY KEY(run, number)) STRICT, WITHOUT ROWID"},
    Object{"run",
           "CREATE TABLE run(id TEXT NOT NULL PRIMARY KEY, organization TEXT NOT NULL, generation INTEGER NOT NULL, "
           "records INTEGER NOT NULL, hash TEXT NOT NULL, seal TEXT NOT NULL) STRICT, WITHOUT ROWID"},
    Object{"sqlite_autoindex_document_1", ""},
};

struct NetworkFileSystem {
  unsigned long number;
  std::string_view name;
};
constexpr std::array kNetworks{
    NetworkFileSystem{0x6969, "NFS"},        NetworkFileSystem{0xFF534D42, "CIFS"},
    NetworkFileSystem{0xFE534D42, "SMB2"},   NetworkFileSystem{0x517B, "SMB"},
    NetworkFileSystem{0x01021997, "9P"},     NetworkFileSystem{0x5346414F, "AFS"},
    NetworkFileSystem{0x6B414653, "AFS"},    NetworkFileSystem{0x73757245, "Coda"},
    NetworkFileSystem{0x564C, "NCP"},        NetworkFileSystem{0x00C36400, "Ceph"},
    NetworkFileSystem{0x0BD00BD0, "Lustre"}, NetworkFileSystem{0x47504653, "GPFS"},
    NetworkFileSystem{0x65735546, "FUSE"},   NetworkFileSystem{0x19830326, "BeeGFS"},
    NetworkFileSystem{0x7461636F, "OCFS2"},  NetworkFileSystem{0x01161970, "GFS2"},
};

Problem refused(const std::string& path, const std::string& why, const std::string& hint) {
  return {.rule = "B73",
          .exit = Exit::io,
          .where = whole_file(path),
          .message = "the journal " + quoted(path) + " is refused: " + why,
          .hint = hint};
}

/// Why the file may not be the journal; empty where it may.
std::string distrust(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return "it is " + std::string(files::type_name(status)) + ", not a regular file";
  if (status.st_uid != geteuid()) return "it belongs to another user";
  if ((status.st_mode & 077u) != 0) return "others may read or write it";
  if (status.st_nlink != 1) return "it has a second name";
  return {};
}

std::string distrust_directory(const struct stat& status) {
  if (status.st_uid != geteuid() && status.st_uid != 0) return "its directory belongs to another user";
  if ((status.st_mode & 022u) != 0) return "others may write in its directory";
  return {};
}

std::pair<std::string, std::string> split(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

/// The directory without links, with a slash at its end.
Result<std::string> real_directory(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(realpath(split(path).first.c_str(), nullptr), &std::free);
  if (!resolved) return io_problem(path, "the journal cannot be opened", errno);
  std::string directory = resolved.get();
  return directory.ends_with('/') ? directory : directory + "/";
}

std::string random_suffix() {
  unsigned long long bits = 0;
  sqlite3_randomness(sizeof bits, &bits);
  return std::to_string(bits);
}

/// An empty file that nobody else can open; false leaves errno.
bool create_empty(const Descriptor& directory, const std::string& name) {
  const Descriptor file(
      openat(directory.number(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  return file && fchmod(file.number(), S_IRUSR | S_IWUSR) == 0;
}

/// Gives the file its name, unless another process was first.
bool adopt(const Descriptor& directory, const std::string& temporary, const std::string& name) {
  const int at = directory.number();
  const bool is_linked = linkat(at, temporary.c_str(), at, name.c_str(), 0) == 0 || errno == EEXIST;
  const int error = errno;
  unlinkat(at, temporary.c_str(), 0);
  errno = error;
  return is_linked && fsync(at) == 0;
}

Problems unlike_ours(const std::string& path, const std::string& what) { return {damaged(path, what)}; }

Problems check_objects(Database& database, const std::string& path) {
  Statement rows(database, "SELECT name, sql FROM sqlite_schema ORDER BY name");
  for (const auto& object : kSchema) {
    const bool is_there = rows.step() && rows.text(0) == object.name && rows.text(1) == object.sql;
    if (!database.ok()) return {};
    if (!is_there) return unlike_ours(path, "its table '" + std::string(object.name) + "' is not as it should be");
  }
  if (rows.step()) return unlike_ours(path, "it has a table too many: " + quoted(rows.text(0)));
  return {};
}

Problems check_pages(Database& database, const std::string& path) {
  Statement check(database, "PRAGMA quick_check(1)");
  if (check.step() && check.text(0) != "ok") return unlike_ours(path, visible(check.text(0)));
  return {};
}

/// The file alone is renamed, so nothing of it may be left in its log. Closing would bring that over too, but a disk
/// that gets full meanwhile is told to nobody there.
std::optional<Problem> write_journal(const std::string& temporary, const std::string& path) {
  Database database(temporary, {});
  write_schema(database);
  database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  if (database.ok()) return std::nullopt;
  database.abandon();
  return problem_of(database.take_failure(), path);
}

void remove_database(const Descriptor& directory, const std::string& name) {
  for (const auto* suffix : {"", "-wal", "-shm"}) unlinkat(directory.number(), (name + suffix).c_str(), 0);
}

std::int64_t asked(Database& database, const char* pragma) {
  Statement statement(database, pragma);
  return statement.step() ? statement.integer(0) : 0;
}

Problems check_version(Database& database, const std::string& path) {
  const auto application = asked(database, "PRAGMA application_id");
  const auto version = asked(database, "PRAGMA user_version");
  if (!database.ok()) return {};
  if (application != kApplication) {
    return {{.rule = "B70",
             .exit = Exit::corrupt,
             .where = whole_file(path),
             .message = quoted(path) + " is not a journal",
             .hint = "name another file or state directory"}};
  }
  if (version > kVersion) {
    return {
        {.rule = "B69",
         .exit = Exit::corrupt,
         .where = whole_file(path),
         .message = "the journal has version " + std::to_string(version) + ", newer than " + std::to_string(kVersion),
         .hint = "use the newer interlock"}};
  }
  if (version != kVersion) return unlike_ours(path, "its version is " + std::to_string(version));
  return {};
}

}  // namespace

std::string_view network_file_system(unsigned long number) {
  const auto* found = std::find_if(kNetworks.begin(), kNetworks.end(),
                                   [&](const NetworkFileSystem& one) { return one.number == number; });
  return found != kNetworks.end() ? found->name : std::string_view();
}

void write_schema(Database& database) {
  database.begin();
  for (const auto& object : kSchema) {
    if (!object.sql.empty()) database.execute(std::string(object.sql).c_str());
  }
  database.execute(("PRAGMA application_id=" + std::to_string(kApplication)).c_str());
  database.execute(("PRAGMA user_version=" + std::to_string(kVersion)).c_str());
  database.commit();
}

Problems check_schema(Database& database, const std::string& path) {
  for (auto* check : {check_version, check_objects, check_pages}) {
    const auto problems = check(database, path);
    if (!database.ok()) return {problem_of(database.take_failure(), path)};
    if (!problems.empty()) return problems;
  }
  return {};
}

Problems create_journal(const std::string& path) {
  const auto place = real_directory(path);
  if (!place) return place.problems();
  const Descriptor directory(open(place->c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto [_, name] = split(path);
  const auto temporary = "." + name + "." + random_suffix();
  if (!directory || !create_empty(directory, temporary)) {
    return {io_problem(path, "the journal cannot be created", errno)};
  }
  if (auto problem = write_journal(*place + temporary, path)) {
    remove_database(directory, temporary);
    return {*std::move(problem)};
  }
  if (!adopt(directory, temporary, name)) return {io_problem(path, "the journal cannot be created", errno)};
  return {};
}

Result<std::string> trusted_path(const std::string& path) {
  const auto place = real_directory(path);
  if (!place) return place.problems();
  const Descriptor directory(open(place->c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto [_, name] = split(path);
  struct stat status {};
  if (!directory || fstatat(directory.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return io_problem(path, "the journal cannot be opened", errno);
  }
  if (const auto why = distrust(status); !why.empty()) return refused(path, why, "a file of your own with mode 600");
  if (const auto parent = files::status_of(directory); parent) {
    const auto why = distrust_directory(*parent);
    if (!why.empty()) return refused(path, why, "keep it in a directory of mode 700");
  }
  struct statfs system {};
  if (fstatfs(directory.number(), &system) != 0) return io_problem(path, "the journal cannot be opened", errno);
  const auto network = network_file_system(static_cast<unsigned long>(system.f_type) & 0xFFFFFFFFul);
  if (!network.empty()) {
    return refused(path, "it lies on a network file system (" + std::string(network) + ")",
                   "name a directory on a local disk: --state-dir");
  }
  return *place + name;
}

}  // namespace interlock::sqlite
