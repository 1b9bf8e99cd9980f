#include "adapters/journal/audit_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "adapters/descriptor.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

using files::Descriptor;
using files::io_problem;

constexpr int kAppending = O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

/// Why it may not be the log; empty where it may.
std::string distrust(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return "it is " + std::string(files::type_name(status)) + ", not a regular file";
  if (status.st_uid != geteuid()) return "it belongs to another user";
  if ((status.st_mode & 077u) != 0) return "others may read or write it";
  return {};
}

Descriptor open_or_create(const std::string& path) {
  Descriptor file(::open(path.c_str(), kAppending | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR));
  if (!file && errno == EEXIST) return Descriptor(::open(path.c_str(), kAppending));
  const auto slash = path.rfind('/');
  const auto parent = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
  const Descriptor directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file || !directory || fsync(directory.number()) != 0) return Descriptor();
  return file;
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

Result<AuditVerdict> verdict_of(const Descriptor& file, const std::string& path) {
  AuditReader reader;
  std::array<char, 1u << 16> buffer{};
  for (;;) {
    const auto count = read(file.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return io_problem(path, "the audit log cannot be read", errno);
    if (count == 0) return reader.finish();
    reader.feed({buffer.data(), static_cast<std::size_t>(count)});
  }
}

}  // namespace

struct AuditLog::State {
  std::string path;
  Descriptor file;
  AuditHead head{};
  std::vector<std::string> steps{};
  std::optional<Problem> broken{};
};

AuditLog::AuditLog(std::unique_ptr<State> state) : state_(std::move(state)) {}
AuditLog::AuditLog(AuditLog&&) noexcept = default;
AuditLog& AuditLog::operator=(AuditLog&&) noexcept = default;
AuditLog::~AuditLog() = default;

Result<AuditLog> AuditLog::open(const std::string& path, Problems& warnings) {
  auto file = open_or_create(path);
  const auto status = file ? files::status_of(file) : std::nullopt;
  if (!status) return io_problem(path, "the audit log cannot be written", errno);
  if (const auto why = distrust(*status); !why.empty()) {
    return Problem{.rule = "B73",
                   .exit = Exit::io,
                   .where = whole_file(path),
                   .message = "the audit log " + quoted(path) + " is refused: " + why};
  }
  auto verdict = verdict_of(file, path);
  if (!verdict) return verdict.problems();
  if (verdict->wrong) return audit_damage(path, *verdict->wrong);
  if (verdict->torn > 0) {
    if (ftruncate(file.number(), static_cast<off_t>(verdict->good)) != 0) {
      return io_problem(path, "the audit log cannot be written", errno);
    }
    warnings.push_back({.rule = "F41",
                        .exit = Exit::success,
                        .severity = Severity::warning,
                        .where = whole_file(path),
                        .message = "the last line of the audit log was never finished: " +
                                   std::to_string(verdict->torn) + " bytes were cut off"});
  }
  return AuditLog(std::make_unique<State>(State{path, std::move(file), verdict->head, std::move(verdict->steps)}));
}

Problems AuditLog::append(std::span<const AuditEntry> entries) {
  if (state_->broken) return {*state_->broken};
  std::string lines;
  for (const auto& entry : entries) lines += audit_line(entry, state_->head) + "\n";
  const int file = state_->file.number();
  if (write_all(file, lines) && fdatasync(file) == 0) return {};
  state_->broken = io_problem(state_->path, "the audit log cannot be written", errno);
  return {*state_->broken};
}

const AuditHead& AuditLog::head() const { return state_->head; }
const std::vector<std::string>& AuditLog::steps() const { return state_->steps; }

Result<std::optional<AuditVerdict>> read_audit(const std::string& path) {
  const auto file = files::open_for_reading(path);
  if (!file && errno == ENOENT) return std::optional<AuditVerdict>();
  if (!file) return io_problem(path, "the audit log cannot be read", errno);
  auto verdict = verdict_of(file, path);
  if (!verdict) return verdict.problems();
  return std::optional<AuditVerdict>(*std::move(verdict));
}

Problem audit_damage(const std::string& path, const std::string& what) {
  return {
      .rule = "B69", .exit = Exit::corrupt, .where = whole_file(path), .message = "the audit log is damaged: " + what};
}

}  // namespace interlock
