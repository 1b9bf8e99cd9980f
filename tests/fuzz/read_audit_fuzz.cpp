// A log is judged alike in whatever pieces it comes; what is good of it is good alone, and can be gone on with.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/audit.hpp"

namespace {

using namespace interlock;

bool is_alike(const AuditVerdict& a, const AuditVerdict& b) {
  return a.head == b.head && a.good == b.good && a.torn == b.torn && a.wrong == b.wrong && a.steps == b.steps;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto whole = check_audit(text);
  AuditReader pieces;
  for (std::size_t at = 0; at < size; at += 7) pieces.feed(std::string_view(text).substr(at, 7));
  if (!is_alike(pieces.finish(), whole)) std::abort();
  if (!whole.wrong && whole.good + whole.torn != size) std::abort();
  auto good = text.substr(0, whole.good);
  const auto alone = check_audit(good);
  if (alone.wrong || alone.torn != 0 || alone.head != whole.head) std::abort();
  auto head = alone.head;
  good += audit_line({.step = "s1", .kind = Kind::skill}, head) + "\n";
  const auto longer = check_audit(good);
  if (longer.wrong || longer.head != head || longer.good != good.size()) std::abort();
  return 0;
}
