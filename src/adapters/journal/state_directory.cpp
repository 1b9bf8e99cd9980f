#include "adapters/journal/state_directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "adapters/descriptor.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

using files::Descriptor;
using files::io_problem;

constexpr auto kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::size_t kLongestRun = 64;

Problem refused(const std::string& path, const std::string& why) {
  return {.rule = "B73",
          .exit = Exit::io,
          .where = whole_file(path),
          .message = "the directory " + quoted(path) + " is refused: " + why,
          .hint = "a directory of your own with mode 700"};
}

/// Why state may not be kept there; empty where it may.
std::string distrust(const struct stat& status) {
  if (status.st_uid != geteuid()) return "it belongs to another user";
  if ((status.st_mode & 077u) != 0) return "others may enter it";
  return {};
}

/// "a/b/c" -> "a", "a/b": what must be there before.
std::vector<std::string> parents(const std::string& path) {
  std::vector<std::string> found;
  for (auto slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    found.push_back(path.substr(0, slash));
  }
  return found;
}

/// Whether it is there now. Its name is durable before anything in it is.
bool make(const std::string& path) {
  if (mkdir(path.c_str(), S_IRWXU) != 0) return errno == EEXIST;
  const auto slash = path.rfind('/');
  const auto parent = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
  const Descriptor directory(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return directory && fsync(directory.number()) == 0;
}

}  // namespace

Result<std::string> state_directory(const std::string& flag, const std::string& xdg_state_home,
                                    const std::string& home) {
  if (!flag.empty()) return flag;
  if (xdg_state_home.starts_with('/')) return xdg_state_home + "/interlock";
  if (home.starts_with('/')) return home + "/.local/state/interlock";
  return Problem{.rule = "B73",
                 .exit = Exit::io,
                 .message = "no directory for the journal is known: neither XDG_STATE_HOME nor HOME is set",
                 .hint = "name one: --state-dir DIR"};
}

Problems prepare_directory(const std::string& path) {
  auto name = path;
  while (name.size() > 1 && name.ends_with('/')) name.pop_back();
  auto steps = parents(name);
  steps.push_back(name);
  for (const auto& step : steps) {
    if (!make(step)) return {io_problem(path, "the directory cannot be created", errno)};
  }
  const Descriptor directory(open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto status = directory ? files::status_of(directory) : std::nullopt;
  if (!status) return {io_problem(path, "the directory cannot be used", errno)};
  if (const auto why = distrust(*status); !why.empty()) return {refused(path, why)};
  return {};
}

Result<std::string> run_directory(const std::string& state, const std::string& run) {
  if (run.empty() || run.size() > kLongestRun || run.find_first_not_of(kLetters) != std::string::npos) {
    return Problem{.rule = "B86", .message = quoted(run) + " is no name of a run"};
  }
  auto path = state + "/runs/" + run;
  if (auto problems = prepare_directory(path); !problems.empty()) return problems;
  return path;
}

}  // namespace interlock
