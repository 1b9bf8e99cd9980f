#include "engine/audit.hpp"

#include <algorithm>
#include <set>

#include "base/digest.hpp"
#include "base/pointer.hpp"
#include "codec/json.hpp"

namespace interlock {
namespace {

constexpr std::size_t kLongestLine = 64u << 10;
constexpr std::string_view kFormat = "1.0";

/// A pointer goes on with names of the tenant: "/levels/Billing".
List fields_of(const std::vector<FieldEdit>& edits) {
  std::set<std::string> names;
  for (const auto& edit : edits) {
    if (const auto segments = pointer_segments(edit.path); !segments.empty()) names.insert(segments.front());
  }
  return {names.begin(), names.end()};
}

Value known(const std::string& text) {
  if (text.empty()) return Null();
  return text;
}

Value known(const std::optional<Millis>& time) {
  if (!time) return Null();
  return std::int64_t{time->count()};
}

/// To the millisecond, since a second holds several writes.
std::string moment(Wall when) {
  auto fraction = std::to_string((when.time_since_epoch() % std::chrono::seconds(1)).count());
  fraction.insert(0, 3 - std::min<std::size_t>(3, fraction.size()), '0');
  auto text = format_wall(std::chrono::floor<std::chrono::seconds>(when));
  text.insert(text.size() - 1, "." + fraction);
  return text;
}

std::string hash_of(const Map& line) { return sha256(write_json(line)); }

/// A line as the tool writes them, with the hash of its own content.
std::optional<Map> record_in(const std::string& text) {
  const auto value = parse_json(text, "audit.jsonl");
  if (!value || !value->is<Map>() || write_json(*value) != text) return std::nullopt;
  auto content = *value->as<Map>();
  content.erase("hash");
  if (text_or(*value, "hash") != hash_of(content)) return std::nullopt;
  return *value->as<Map>();
}

}  // namespace

std::string audit_line(const AuditEntry& entry, AuditHead& head) {
  Map line{{"before", head.hash},
           {"count", head.count + 1},
           {"fields", fields_of(entry.edits)},
           {"format", kFormat},
           {"id", known(entry.object.value)},
           {"kind", info(entry.kind).name},
           {"latency_ms", known(entry.latency)},
           {"organization", entry.organization},
           {"plan_digest", entry.plan_digest},
           {"run", entry.run},
           {"standing", standing_name(entry.standing)},
           {"step", entry.step},
           {"verb", verb_name(entry.verb)},
           {"version_after", known(entry.version_after)},
           {"version_before", known(entry.version_before)},
           {"when", moment(entry.when)},
           {"who", entry.who}};
  head = {head.count + 1, hash_of(line)};
  line.set("hash", head.hash);
  return write_json(line);
}

void AuditReader::feed(std::string_view bytes) {
  while (!bytes.empty() && !verdict_.wrong) {
    const auto end = bytes.find('\n');
    const auto part = bytes.substr(0, end);
    const auto room = kLongestLine - std::min(kLongestLine, line_.size());
    line_.append(part.substr(0, room));
    excess_ += part.size() - std::min(part.size(), room);
    if (end == std::string_view::npos) return;
    take_line();
    bytes.remove_prefix(end + 1);
  }
}

/// Empty where the line goes on with the chain.
std::string AuditReader::flaw(const std::optional<Map>& line) const {
  if (excess_ > 0) return "it is longer than any line of the log";
  if (!line) return "it is no record as the tool writes them, or its hash is not that of its content";
  const bool follows =
      integer_or(*line, "count", 0) == verdict_.head.count + 1 && text_or(*line, "before") == verdict_.head.hash;
  return follows ? std::string() : "it does not follow on the line before";
}

/// Zeros are what a power loss leaves of a last write (J7), and damage where a good line stands behind them.
void AuditReader::take_line() {
  const auto line = excess_ == 0 ? record_in(line_) : std::nullopt;
  const auto why = flaw(line);
  const auto at =
      "line " + std::to_string(verdict_.head.count + 1) + " at byte " + std::to_string(verdict_.good) + ": ";
  const bool is_tail = verdict_.torn > 0 || line_.find('\0') != std::string::npos;
  if (is_tail && !line) {
    verdict_.torn += line_.size() + excess_ + 1;
  } else if (is_tail) {
    verdict_.wrong = at + "it is zeros, and a good line stands behind it";
  } else if (!why.empty()) {
    verdict_.wrong = at + why;
  } else {
    verdict_.head = {verdict_.head.count + 1, text_or(*line, "hash")};
    verdict_.good += line_.size() + 1;
    verdict_.steps.push_back(text_or(*line, "step"));
  }
  line_.clear();
  excess_ = 0;
}

AuditVerdict AuditReader::finish() {
  verdict_.torn = verdict_.wrong ? 0 : verdict_.torn + line_.size() + excess_;
  return std::move(verdict_);
}

AuditVerdict check_audit(std::string_view text) {
  AuditReader reader;
  reader.feed(text);
  return reader.finish();
}

}  // namespace interlock
