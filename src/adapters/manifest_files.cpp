// Finds the manifests below the paths that the user names. Everything below a root is opened relative to a handle of
// the directory it stands in, so that no name and no swapped link leads out of the root (SEC10).
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>

#include "adapters/descriptor.hpp"
#include "adapters/files.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

using files::Descriptor;

constexpr int kDeepest = 64;
constexpr std::string_view kSettingsName = "interlock.yaml";

bool is_manifest_name(std::string_view name) {
  return (name.ends_with(".yaml") || name.ends_with(".yml")) && name != kSettingsName;
}

Problem leads_out(const std::string& path, const std::string& why) {
  return {.rule = "B33", .where = whole_file(path), .message = quoted(path) + " " + why};
}

class Finder {
 public:
  Finder(std::string root_name, Descriptor root, std::size_t limit)
      : root_name_(std::move(root_name)), root_(std::move(root)), limit_(limit) {
    if (!root_name_.ends_with('/')) root_name_ += '/';
  }

  void find() {
    Descriptor again(dup(root_.number()));
    if (!again) return fail("", errno);
    walk(std::move(again), "", 0);
  }

  const std::string& root_name() const { return root_name_; }

  struct Found {
    std::string text;
    std::pair<dev_t, ino_t> identity;
  };
  std::map<std::string, Found> found;  // by name, so that the order is that of the paths
  Problems problems;

 private:
  void walk(Descriptor directory, const std::string& below, int depth);
  void visit(const Descriptor& directory, const std::string& below, const std::string& name, int depth);
  void visit_link(const std::string& below);
  void read(const Descriptor& file, const std::string& below);
  void fail(const std::string& below, int error) {
    problems.push_back(files::io_problem(root_name_ + below, "cannot be read", error));
  }

  std::string root_name_;
  Descriptor root_;
  std::size_t limit_;
};

std::vector<std::string> visible_names(DIR* directory) {
  std::vector<std::string> names;
  while (const auto* entry = readdir(directory)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

void Finder::walk(Descriptor directory, const std::string& below, int depth) {
  if (depth > kDeepest) {
    problems.push_back({.rule = "B16",
                        .where = whole_file(root_name_ + below),
                        .message = "directories are nested deeper than " + std::to_string(kDeepest)});
    return;
  }
  const int number = dup(directory.number());
  DIR* stream = number >= 0 ? fdopendir(number) : nullptr;
  if (stream == nullptr) return fail(below, errno);
  rewinddir(stream);
  const auto names = visible_names(stream);
  closedir(stream);
  const auto prefix = below.empty() ? std::string() : below + "/";
  for (const auto& name : names) visit(directory, std::string(prefix).append(name), name, depth);
}

void Finder::visit(const Descriptor& directory, const std::string& below, const std::string& name, int depth) {
  struct stat status {};
  if (fstatat(directory.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return fail(below, errno);
  if (S_ISLNK(status.st_mode)) return visit_link(below);
  constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY;
  const bool is_directory = S_ISDIR(status.st_mode);
  if (!is_directory && !is_manifest_name(name)) return;
  Descriptor opened(openat(directory.number(), name.c_str(), kFlags | (is_directory ? O_DIRECTORY : 0)));
  if (!opened) return fail(below, errno);
  if (is_directory) return walk(std::move(opened), below, depth + 1);
  read(opened, below);
}

/// A link to a manifest within the root is followed; one that leads out is an error and not left out silently.
void Finder::visit_link(const std::string& below) {
  const auto opened = files::open_beneath(root_, below);
  const int error = errno;
  const auto path = root_name_ + below;
  if (!opened && error == EXDEV) return problems.push_back(leads_out(path, "is a link that leads out of its root"));
  if (!opened && !is_manifest_name(below)) return;
  if (!opened && error == ELOOP) return problems.push_back(leads_out(path, "is a link that leads to itself"));
  if (!opened && error == ENOSYS)
    return problems.push_back(leads_out(path, "is a link, which this system cannot follow safely"));
  if (!opened) return fail(below, error);
  const auto status = files::status_of(opened);
  if (status && S_ISDIR(status->st_mode)) return problems.push_back(leads_out(path, "is a link to a directory"));
  const auto name = std::string_view(below).substr(below.rfind('/') + 1);
  if (is_manifest_name(name)) read(opened, below);
}

void Finder::read(const Descriptor& file, const std::string& below) {
  const auto status = files::status_of(file);
  if (!status) return fail(below, errno);
  auto text = files::read_regular(file, root_name_ + below, limit_);
  if (!text) {
    append(problems, text.problems());
    return;
  }
  found[root_name_ + below] = {*std::move(text), {status->st_dev, status->st_ino}};
}

Problem nothing_there(const std::string& path, const std::string& why) {
  return {.rule = "B2",
          .exit = Exit::refused,
          .message = quoted(path) + " " + why + ": an empty desired state is refused",
          .hint = "name the directory or the files with -f"};
}

/// Everything that one path of the command line leads to.
void read_path(const std::string& path, std::size_t limit, std::set<std::pair<dev_t, ino_t>>& seen,
               std::vector<Source>& sources, Problems& problems) {
  auto root = files::open_for_reading(path);
  if (!root && (errno == ENOENT || errno == ENOTDIR)) return problems.push_back(nothing_there(path, "does not exist"));
  const auto status = root ? files::status_of(root) : std::nullopt;
  if (!status) return problems.push_back(files::io_problem(path, "cannot be read", errno));
  if (!S_ISDIR(status->st_mode)) {
    if (std::string_view(path).substr(path.rfind('/') + 1) == kSettingsName) {
      return problems.push_back(nothing_there(path, "holds settings and is never a manifest"));
    }
    auto text = files::read_regular(root, path, limit);
    if (!text) append(problems, text.problems());
    if (text && seen.insert({status->st_dev, status->st_ino}).second)
      sources.push_back({path, *std::move(text), path.substr(0, path.rfind('/') + 1)});
    return;
  }
  Finder finder(path, std::move(root), limit);
  finder.find();
  append(problems, finder.problems);
  if (finder.found.empty() && finder.problems.empty()) {
    return problems.push_back(nothing_there(path, "holds no *.yaml or *.yml file"));
  }
  for (auto& [name, file] : finder.found) {
    if (seen.insert(file.identity).second) sources.push_back({name, std::move(file.text), finder.root_name()});
  }
}

}  // namespace

Result<std::vector<Source>> read_manifest_files(const std::vector<std::string>& paths, std::size_t limit) {
  std::set<std::pair<dev_t, ino_t>> seen;
  std::vector<Source> sources;
  Problems problems;
  for (const auto& path : paths) read_path(path, limit, seen, sources, problems);
  if (!problems.empty()) return problems;
  return sources;
}

}  // namespace interlock
