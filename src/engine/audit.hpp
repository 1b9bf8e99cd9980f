// The audit log: one JSON line for each write, bound to the line before (faults.md J2, J7; SEC17, SEC18). No free text
// of the tenant and nobody's name: objects by kind and id, fields by the names that the tool has for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "engine/executor.hpp"

namespace interlock {

struct AuditEntry {
  Wall when{};
  std::string who{};  // "ana@ws-12"
  std::string organization{};
  std::string run{};
  std::string plan_digest{};
  std::string step{};
  Verb verb{};
  Kind kind{};
  ResourceId object{};
  std::vector<FieldEdit> edits{};  // only the names of their fields are told
  std::string version_before{};    // empty: not known
  std::string version_after{};
  Standing standing{};
  std::optional<Millis> latency{};  // nothing: found done after a crash
};

/// The end of a chain: how many lines it has, and the hash of the last one.
struct AuditHead {
  std::int64_t count = 0;
  std::string hash = std::string(64, '0');
  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

/// The next line, without its end; the head moves on to it.
std::string audit_line(const AuditEntry& entry, AuditHead& head);

struct AuditVerdict {
  AuditHead head{};                    // as far as the chain is good
  std::size_t good = 0;                // bytes
  std::size_t torn = 0;                // bytes of a last write that was never finished: no damage (J7)
  std::optional<std::string> wrong{};  // "line 3 at byte 812: ...": damage
  std::vector<std::string> steps{};    // of the good lines, in their order
};

/// Judges a log that comes in pieces of any size, in bounded memory but for the steps.
class AuditReader {
 public:
  void feed(std::string_view bytes);
  AuditVerdict finish();

 private:
  void take_line();
  std::string flaw(const std::optional<Map>& line) const;

  std::string line_{};
  std::size_t excess_ = 0;  // bytes of the line beyond the length that ours may have
  AuditVerdict verdict_{};
};
AuditVerdict check_audit(std::string_view text);

}  // namespace interlock
