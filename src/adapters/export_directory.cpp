#include "adapters/export_directory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <utility>

#include "adapters/descriptor.hpp"
#include "adapters/files.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

struct CloseDirectory {
  void operator()(DIR* stream) const { closedir(stream); }
};

Problem refused(const std::string& path, const std::string& what, std::string hint = {}) {
  return {.rule = "B73",
          .exit = Exit::io,
          .where = whole_file(path),
          .message = quoted(path) + " " + what,
          .hint = std::move(hint)};
}

/// What is in the directory, hidden entries left out; nothing where it is not there.
std::vector<std::string> names_in(const std::string& directory, Problems& problems) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, CloseDirectory> stream(opendir(directory.c_str()));
  if (!stream && errno == ENOENT) return names;
  if (!stream) {
    problems.push_back(files::io_problem(directory, "cannot be written", errno));
    return names;
  }
  while (const auto* entry = readdir(stream.get())) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool begins_with(const std::string& path, std::string_view header) {
  const auto file = files::open_for_reading(path);
  std::string start(header.size(), '\0');
  if (!file || pread(file.number(), start.data(), start.size(), 0) != static_cast<ssize_t>(start.size())) return false;
  return start == header;
}

/// The files of an export that are there, and what else is there as problems.
class Survey {
 public:
  Survey(const std::string& directory, std::string_view header) : header_(header) { visit(directory, "", true); }

  std::set<std::string> files{};  // relative to the directory
  Problems problems{};

 private:
  void visit(const std::string& directory, const std::string& below, bool may_hold_directories) {
    for (const auto& name : names_in(directory, problems)) {
      const auto path = directory + "/" + name;
      struct stat status {};
      const bool is_there = lstat(path.c_str(), &status) == 0;
      if (is_there && S_ISDIR(status.st_mode) && may_hold_directories) {
        visit(path, name + "/", false);
      } else if (is_there && S_ISREG(status.st_mode) && begins_with(path, header_)) {
        files.insert(below + name);
      } else {
        problems.push_back(refused(path, "was not written by an export, so that nothing is written beside it",
                                   "name an empty directory, or one that holds an export alone"));
      }
    }
  }

  std::string_view header_;
};

/// The directories that were made, gone again unless they are kept.
class MadeDirectories {
 public:
  ~MadeDirectories() {
    for (auto path = made_.rbegin(); path != made_.rend(); ++path) rmdir(path->c_str());
  }
  bool make(const std::string& path) {
    if (mkdir(path.c_str(), S_IRWXU) == 0) {
      made_.push_back(path);
      return true;
    }
    return errno == EEXIST;
  }
  void keep() { made_.clear(); }

 private:
  std::vector<std::string> made_{};
};

std::string directory_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

/// What an earlier export left behind and this one no longer has.
void remove_left_over(const std::string& directory, const std::set<std::string>& before,
                      const std::vector<Source>& files, Problems& problems) {
  auto left = before;
  for (const auto& file : files) left.erase(file.name);
  for (const auto& name : left) {
    const auto path = directory + "/" + name;
    if (unlink(path.c_str()) != 0) problems.push_back(files::io_problem(path, "cannot be removed", errno));
    if (name.find('/') != std::string::npos) rmdir(directory_of(path).c_str());  // stays where it is not empty
  }
}

}  // namespace

Problems check_export_directory(const std::string& directory, std::string_view header) {
  return Survey(directory, header).problems;
}

Problems write_export_directory(const std::string& directory, const std::vector<Source>& files,
                                std::string_view header) {
  const Survey survey(directory, header);
  if (!survey.problems.empty()) return survey.problems;
  MadeDirectories made;
  std::vector<Source> placed;
  if (!made.make(directory)) return {files::io_problem(directory, "cannot be made", errno)};
  for (const auto& file : files) {
    placed.push_back({directory + "/" + file.name, file.text});
    const auto above = directory_of(placed.back().name);
    if (!made.make(above)) return {files::io_problem(above, "cannot be made", errno)};
  }
  auto problems = write_private_files(placed);
  if (!problems.empty()) return problems;
  made.keep();
  remove_left_over(directory, survey.files, files, problems);
  return problems;
}

}  // namespace interlock
