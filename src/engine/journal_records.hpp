// The records of a run as text, and the chain that binds them (J2): the same for every store. A record has a number
// from 1 in its run, a kind, canonical JSON, and the SHA-256 of all that and of the hash before it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/journal.hpp"

namespace interlock::journal {

inline constexpr std::string_view kFormat = "1.0";  // minor adds kinds of records, major breaks (J14)

struct Record {
  std::int64_t number = 0;
  std::string kind{};
  std::string content{};
  std::string hash{};
};

/// Where the chain of a run has got to.
struct Tip {
  std::int64_t records = 0;
  std::string hash = std::string(64, '0');
  friend bool operator==(const Tip&, const Tip&) = default;
};

/// The next record of the run; the tip moves on to it.
Record chained(const std::string& run, Tip& tip, std::string kind, std::string content);

/// The documents are bound by their digests.
Record begin_record(const RunHead& head, Tip& tip, const std::string& plan, const std::string& inverse);
Record go_on_record(const Lock& lock, Tip& tip, const std::string& tool, Wall now);
Record intent_record(const std::string& run, Tip& tip, const WriteIntent& intent);
Record outcome_record(const std::string& run, Tip& tip, const Settled& settled);
Record end_record(const std::string& run, Tip& tip, const RunEnd& end);

/// One digest over the fields of a row, however they are cut.
std::string seal(std::span<const std::string> fields);

/// A run read back, record by record.
class Reading {
 public:
  explicit Reading(std::string run) : run_(std::move(run)) {}

  /// What is wrong with the next record, or nothing.
  std::optional<std::string> take(const Record& record);
  /// What is wrong with the run as a whole, where its chain should have got to the tip.
  std::optional<std::string> finish(const Tip& tip);
  /// What is wrong with a document that was stored with it.
  std::optional<std::string> take_plan(std::string text);
  std::optional<std::string> take_inverse(std::string text);

  RunRecord& record() { return record_; }
  const Tip& tip() const { return tip_; }

 private:
  bool interpret(const std::string& kind, const Map& content);
  bool take_begin(const Map& content);
  bool take_intent(const Map& content);
  bool take_outcome(const Map& content);
  bool take_end(const Map& content);

  std::string run_;
  Tip tip_{};
  RunRecord record_{};
  std::string plan_digest_{}, inverse_digest_{};
  std::map<std::string, std::size_t> outcomes_{};  // by step, where it stands
  std::map<std::string, WriteIntent> open_{};      // by step
};

}  // namespace interlock::journal
