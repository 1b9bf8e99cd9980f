// Whether two paths lead to one file, whatever they are called: by links, hard links, or a name in one directory.
#pragma once

#include <sys/types.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace interlock {

/// What a path leads to; of a file that is not there yet, its directory and the name that it will have there.
struct FileIdentity {
  dev_t device{};
  ino_t number{};
  std::string name{};  // empty for a file that is there
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

bool is_directory(const std::string& path);

/// Nothing where not even the directory is there.
std::optional<FileIdentity> file_identity(const std::string& path);

/// The path of the file below the directory that is `wanted`, among those whose names end so; nothing hidden.
std::optional<std::string> find_below(const std::string& directory, std::span<const std::string_view> endings,
                                      const FileIdentity& wanted);

}  // namespace interlock
