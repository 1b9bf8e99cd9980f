#include "adapters/descriptor.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/text.hpp"

namespace interlock::files {

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

std::string system_words(int error) { return std::strerror(error); }

Problem io_problem(const std::string& path, const std::string& what, int error) {
  if (error == ENAMETOOLONG) {  // as a place it would fill the screen
    return {.rule = "B73", .exit = Exit::io, .message = quoted(path) + " " + what + ": " + system_words(error)};
  }
  return {.rule = "B73", .exit = Exit::io, .where = whole_file(path), .message = what + ": " + system_words(error)};
}

Descriptor open_for_reading(const std::string& path) {
  return Descriptor(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
}

Descriptor open_beneath(const Descriptor& directory, const std::string& below) {
  static constexpr int kTries = 16;  // EAGAIN: something was renamed while `..` was walked
  open_how how{};
  how.flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  long number = -1;
  for (int i = 0; i < kTries && number < 0 && (i == 0 || errno == EAGAIN); ++i) {
    number = syscall(SYS_openat2, directory.number(), below.c_str(), &how, sizeof how);
  }
  return Descriptor(static_cast<int>(number));
}

std::optional<struct stat> status_of(const Descriptor& file) {
  struct stat status {};
  if (fstat(file.number(), &status) != 0) return std::nullopt;
  return status;
}

std::string_view type_name(const struct stat& status) {
  switch (status.st_mode & S_IFMT) {
    case S_IFDIR:
      return "a directory";
    case S_IFIFO:
      return "a pipe";
    case S_IFSOCK:
      return "a socket";
    case S_IFLNK:
      return "a symbolic link";
    case S_IFREG:
      return "a file";
    default:
      return "a device";
  }
}

Result<std::string> read_regular(const Descriptor& file, const std::string& path, std::size_t limit) {
  const auto status = status_of(file);
  if (!status) return io_problem(path, "cannot be read", errno);
  if (!S_ISREG(status->st_mode)) {
    return Problem{.rule = "B33",
                   .where = whole_file(path),
                   .message = quoted(path) + " is " + std::string(type_name(*status)) + ", not a regular file"};
  }
  std::string text;
  std::array<char, 1u << 16> buffer{};
  while (text.size() <= limit) {
    const auto count = read(file.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return io_problem(path, "cannot be read", errno);
    if (count == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return Problem{.rule = "B16",
                 .where = whole_file(path),
                 .message = "the file has " + std::to_string(status->st_size) + " bytes, more than the " +
                            std::to_string(limit) + " allowed"};
}

}  // namespace interlock::files
