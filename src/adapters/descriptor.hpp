// A file descriptor with an owner, and what is common to all reading of files.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace interlock::files {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

/// "permission denied", in the system's words.
std::string system_words(int error);
Problem io_problem(const std::string& path, const std::string& what, int error);

/// Opens for reading without waiting for the other end of a pipe. errno says why where there is none.
Descriptor open_for_reading(const std::string& path);
/// Opens `below` if it lies beneath the directory, links included. EXDEV says that it does not.
Descriptor open_beneath(const Descriptor& directory, const std::string& below);
std::optional<struct stat> status_of(const Descriptor& file);
/// "a directory", "a pipe": what stands where a regular file is wanted.
std::string_view type_name(const struct stat& status);
/// Everything in a regular file of at most `limit` bytes (B16, B33).
Result<std::string> read_regular(const Descriptor& file, const std::string& path, std::size_t limit);

}  // namespace interlock::files
