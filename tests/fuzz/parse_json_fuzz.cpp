// What is parsed can be written and parsed again, equal; and equal values give equal bytes.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "codec/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace interlock;
  const auto first = parse_json(std::string(data, data + size), "fuzz.json");
  if (!first) return 0;
  for (const auto& text : {write_json(*first), write_json_pretty(*first)}) {
    const auto again = parse_json(text, "again.json");
    if (!again || !(*again == *first) || write_json(*again) != write_json(*first)) std::abort();
  }
  return 0;
}
