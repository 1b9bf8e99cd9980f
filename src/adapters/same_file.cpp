#include "adapters/same_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

namespace interlock {
namespace {

namespace fs = std::filesystem;

bool ends_in(const std::string& name, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

bool is_directory(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::optional<FileIdentity> file_identity(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) return FileIdentity{status.st_dev, status.st_ino};
  const auto slash = path.rfind('/');
  const auto directory = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
  if (stat(directory.c_str(), &status) != 0) return std::nullopt;
  return FileIdentity{status.st_dev, status.st_ino, slash == std::string::npos ? path : path.substr(slash + 1)};
}

std::optional<std::string> find_below(const std::string& directory, std::span<const std::string_view> endings,
                                      const FileIdentity& wanted) {
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto at = fs::recursive_directory_iterator(directory, options, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const auto name = at->path().filename().string();
    if (name.starts_with('.')) {
      at.disable_recursion_pending();
    } else if (ends_in(name, endings) && file_identity(at->path()) == wanted) {
      return at->path().string();
    }
  }
  return std::nullopt;
}

}  // namespace interlock
