// Each line is "KIND CONTENT" of a record with a good hash: the run is read or refused, and what is read of it says the
// same when it is written down again. The rest is a lock.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/journal_records.hpp"

namespace {

using namespace interlock;

constexpr const char* kRun = "run-1";

std::string take_line(std::string_view& text) {
  const auto end = text.find('\n');
  std::string line(text.substr(0, end));
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// An outcome or intent that was understood is what it is when it is written.
void check(RunRecord& record) {
  journal::Tip tip;
  journal::Reading again(kRun);
  record.summary.head.run = kRun;
  if (again.take(journal::begin_record(record.summary.head, tip, "", ""))) std::abort();
  for (const auto& intent : record.intents) {
    if (again.take(journal::intent_record(kRun, tip, intent))) std::abort();
  }
  for (const auto& outcome : record.outcomes) {
    if (again.take(journal::outcome_record(kRun, tip, outcome))) std::abort();
  }
  if (again.finish(tip)) std::abort();
  const auto& copy = again.record();
  if (copy.intents != record.intents || copy.outcomes.size() != record.outcomes.size()) std::abort();
  if (copy.summary.tally != record.summary.tally || copy.summary.head != record.summary.head) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  if (const auto lock = parse_lock(bytes); lock && lock_text(*lock) != bytes) std::abort();
  std::string_view text = bytes;
  journal::Tip tip;
  journal::Reading reading(kRun);
  while (!text.empty()) {
    const auto line = take_line(text);
    const auto space = line.find(' ');
    const auto content = space == std::string::npos ? std::string() : line.substr(space + 1);
    if (reading.take(journal::chained(kRun, tip, line.substr(0, space), content))) return 0;
  }
  if (!reading.finish(tip)) check(reading.record());
  return 0;
}
