#include "adapters/journal/holder.hpp"

#include <pwd.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

#include "base/text.hpp"

namespace interlock {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string link_of(const char* path) {
  std::array<char, 256> target{};
  const auto length = readlink(path, target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : std::string();
}

std::string host() {
  utsname names{};
  return uname(&names) == 0 ? names.nodename : "";
}

std::string user() {
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  const bool is_known = getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) == 0 && found != nullptr;
  return is_known ? std::string(entry.pw_name) : std::to_string(geteuid());
}

std::string start_of(std::int64_t pid) { return start_in(content_of("/proc/" + std::to_string(pid) + "/stat")); }

}  // namespace

/// The name of the program stands in brackets and may hold any; the state follows, and the start is the 20th after it.
std::string start_in(const std::string& stat) {
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream rest(stat.substr(name_end + 1));
  const std::vector<std::string> fields{std::istream_iterator<std::string>(rest), {}};
  constexpr std::size_t kStart = 19;
  if (fields.size() <= kStart || fields[0] == "Z" || fields[0] == "X") return {};
  return fields[kStart];
}

LockHolder this_process() {
  const auto name = visible(host());
  return {.owner = visible(user()) + "@" + name,
          .host = name,
          .pid = getpid(),
          .started = start_of(getpid()),
          .boot = content_of("/proc/sys/kernel/random/boot_id"),
          .space = link_of("/proc/self/ns/pid")};
}

Liveness liveness_now(const LockHolder& holder) { return liveness_of(holder, this_process(), start_of(holder.pid)); }

}  // namespace interlock
