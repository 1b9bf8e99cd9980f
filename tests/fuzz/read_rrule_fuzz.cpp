// A rule has one canonical form, which is read as itself and names the same weekdays; or it has a fault.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/rrule.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace interlock;
  const auto rule = read_rrule(std::string(data, data + size));
  if (!rule.fault.empty()) {
    if (!rule.text.empty()) std::abort();
    return 0;
  }
  const auto again = read_rrule(rule.text);
  if (!again.fault.empty() || again.text != rule.text) std::abort();
  if (!rule.text.empty() && !rule.text.starts_with("FREQ=")) std::abort();
  for (const auto weekday : rrule_weekdays(rule.text)) {
    if (weekday > 6) std::abort();
  }
  return 0;
}
