#include "adapters/files.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "adapters/descriptor.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

using files::Descriptor;
using files::io_problem;

std::string octal_mode(const struct stat& status) {
  std::string text(5, '\0');
  const auto length = std::snprintf(text.data(), text.size(), "%03o", status.st_mode & 07777u);
  text.resize(static_cast<std::size_t>(length));
  return text;
}

/// Directory and last name of a path: "a/b" -> "a", "b".
std::pair<std::string, std::string> split(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

std::optional<std::string> random_suffix() {
  std::uint64_t bits = 0;
  if (getrandom(&bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) return std::nullopt;
  return std::to_string(bits);
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Descriptor create(const Descriptor& directory, const std::string& name) {
  return Descriptor(openat(directory.number(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                           S_IRUSR | S_IWUSR));
}

/// Owner, group and mode; for its owner alone where there is nothing to take them from.
bool take_rights(const Descriptor& file, const struct stat* from) {
  if (from == nullptr) return fchmod(file.number(), S_IRUSR | S_IWUSR) == 0;
  const bool is_theirs = from->st_uid == geteuid() && from->st_gid == getegid();
  return (is_theirs || fchown(file.number(), from->st_uid, from->st_gid) == 0) &&
         fchmod(file.number(), from->st_mode & 07777u) == 0;
}

/// Takes the new file away again, and leaves errno as it is.
void forget(const Descriptor& directory, const std::string& temporary) {
  const int error = errno;
  unlinkat(directory.number(), temporary.c_str(), 0);
  errno = error;
}

/// The new file under its first name, complete.
bool stage(const Descriptor& directory, const std::string& temporary, std::string_view text,
           const struct stat* rights) {
  const auto file = create(directory, temporary);
  if (!file) return false;
  if (take_rights(file, rights) && write_all(file.number(), text) && fsync(file.number()) == 0) return true;
  forget(directory, temporary);
  return false;
}

bool rename_to(const Descriptor& directory, const std::string& temporary, const std::string& name) {
  if (renameat(directory.number(), temporary.c_str(), directory.number(), name.c_str()) == 0) {
    return fsync(directory.number()) == 0;
  }
  forget(directory, temporary);
  return false;
}

/// Writes, syncs and renames; the name of the new file is gone afterwards in any case.
bool replace(const Descriptor& directory, const std::string& temporary, const std::string& name, std::string_view text,
             const struct stat* rights) {
  return stage(directory, temporary, text, rights) && rename_to(directory, temporary, name);
}

/// A file that is to be replaced: its directory, its name, and the name of its successor until that is complete.
struct Replacement {
  Descriptor directory;
  std::string name;
  std::string temporary;
  std::optional<struct stat> present;  // what stands there now
};

Result<Replacement> replacement_of(const std::string& path) {
  auto [directory_path, name] = split(path);
  Descriptor directory(open(directory_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return io_problem(path, "cannot be written", errno);
  struct stat status {};
  const bool is_there = fstatat(directory.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (is_there && !S_ISREG(status.st_mode)) {
    return Problem{.rule = "B73",
                   .exit = Exit::io,
                   .where = whole_file(path),
                   .message = "cannot be written: " + quoted(path) + " is " + std::string(files::type_name(status))};
  }
  const auto suffix = random_suffix();
  if (!suffix) return io_problem(path, "cannot be written", errno);
  auto temporary = "." + name + "." + *suffix;
  return Replacement{std::move(directory), std::move(name), std::move(temporary),
                     is_there ? std::optional(status) : std::nullopt};
}

/// Why the secret file may not be used; empty where it may.
std::string distrust(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return "it is " + std::string(files::type_name(status)) + ", not a regular file";
  if (status.st_uid != geteuid() && status.st_uid != 0) return "it belongs to another user";
  if ((status.st_mode & 077u) != 0) return "others may use it: its mode is " + octal_mode(status) + ", wanted is 600";
  return {};
}

/// What is wrong with the content of a secret file; one line break at its end is not.
std::string flaw(std::string_view text) {
  if (text.empty()) return "it is empty";
  if (text.find('\n') != std::string_view::npos) return "it has several lines";
  if (text.find('\0') != std::string_view::npos || invalid_utf8(text)) return "it holds binary data";
  return {};
}

/// Without links and detours; empty for what does not exist, which whoever opens it will tell.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(realpath(path.c_str(), nullptr), &std::free);
  return resolved ? std::string(resolved.get()) : std::string();
}

bool ends_in_blank(std::string_view text) {
  return text.ends_with('\r') || text.ends_with(' ') || text.ends_with('\t');
}

}  // namespace

Result<Source> read_file(const std::string& path, std::size_t limit) {
  const auto file = files::open_for_reading(path);
  if (!file) return io_problem(path, "cannot be read", errno);
  auto text = files::read_regular(file, path, limit);
  if (!text) return text.problems();
  return Source{path, *std::move(text)};
}

Result<Source> read_settings_file(const std::string& path) {
  const auto file = files::open_for_reading(path);
  if (!file && (errno == ENOENT || errno == ENOTDIR)) {
    return Problem{.rule = "B78", .message = "the settings file " + quoted(path) + " does not exist"};
  }
  if (!file) return io_problem(path, "cannot be read", errno);
  const auto status = files::status_of(file);
  if (status && (status->st_mode & S_IWOTH) != 0) {
    return Problem{.rule = "B78",
                   .where = whole_file(path),
                   .message = quoted(path) + " may be written by others: its mode is " + octal_mode(*status),
                   .hint = "take the right away: chmod o-w"};
  }
  auto text = files::read_regular(file, path, std::size_t{32} << 20);
  if (!text) return text.problems();
  return Source{path, *std::move(text)};
}

Result<Secret> read_secret_file(const std::string& path) {
  const auto refused = [&](const std::string& why, const std::string& hint) {
    return Problem{.rule = "B47", .message = "the secret file " + quoted(path) + " is refused: " + why, .hint = hint};
  };
  const auto file = files::open_for_reading(path);
  if (!file) return refused(files::system_words(errno), "");
  const auto status = files::status_of(file);
  if (!status) return refused(files::system_words(errno), "");
  if (const auto why = distrust(*status); !why.empty()) return refused(why, "a regular file of your own with mode 600");
  auto read = files::read_regular(file, path, 4096);
  if (!read) return refused("it has more than 4096 bytes", "one line with the secret");
  auto text = *std::move(read);
  if (text.ends_with('\n')) text.pop_back();
  if (ends_in_blank(text)) {
    return Problem{.rule = "B87",
                   .message = "the secret in " + quoted(path) + " ends in " + quoted(text.substr(text.size() - 1)),
                   .hint = "remove it from the file"};
  }
  if (const auto why = flaw(text); !why.empty()) return refused(why, "one line with the secret");
  return Secret(std::move(text));
}

bool lies_within(const std::string& path, const std::string& root) {
  const auto inner = real_path(path);
  auto outer = real_path(root);
  if (!outer.ends_with('/')) outer += '/';
  return !inner.empty() && (inner + "/").starts_with(outer);
}

bool file_exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

Problems check_private_file(const std::string& path) {
  const auto target = replacement_of(path);
  if (!target) return target.problems();
  const auto& [directory, name, temporary, present] = *target;
  if (!create(directory, temporary)) return {io_problem(path, "cannot be written", errno)};
  unlinkat(directory.number(), temporary.c_str(), 0);
  return {};
}

Problems write_private_file(const std::string& path, const std::string& text) {
  const auto target = replacement_of(path);
  if (!target) return target.problems();
  const auto& [directory, name, temporary, present] = *target;
  if (replace(directory, temporary, name, text, nullptr)) return {};
  return {io_problem(path, "cannot be written", errno)};
}

Problems write_private_files(std::span<const Source> sources) {
  std::vector<std::string> staged;  // the first names, without their directories: thousands cannot all stay open
  Problems problems;
  for (const auto& source : sources) {
    const auto target = replacement_of(source.name);
    if (!target) {
      append(problems, target.problems());
    } else if (!stage(target->directory, target->temporary, source.text, nullptr)) {
      problems.push_back(io_problem(source.name, "cannot be written", errno));
    } else {
      staged.push_back(target->temporary);
    }
    if (!problems.empty()) break;
  }
  for (std::size_t i = 0; i < staged.size(); ++i) {
    const auto [directory_path, name] = split(sources[i].name);
    const Descriptor directory(open(directory_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!problems.empty()) {
      forget(directory, staged[i]);
    } else if (!rename_to(directory, staged[i], name)) {
      problems.push_back(io_problem(sources[i].name, "cannot be written", errno));
    }
  }
  return problems;
}

Problems rewrite_file(const std::string& path, const std::string& text) {
  const auto target = replacement_of(path);
  if (!target) return target.problems();
  const auto& [directory, name, temporary, present] = *target;
  if (!present) return {io_problem(path, "cannot be written", ENOENT)};
  if (replace(directory, temporary, name, text, &*present)) return {};
  return {io_problem(path, "cannot be written", errno)};
}

}  // namespace interlock
