// What is read without an error can be written and read again, equal; and without an escape in the text nothing is
// hidden in a name (B17).
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "codec/hidden_text.hpp"
#include "codec/manifest.hpp"
#include "model/references.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace interlock;
  const YamlLimits limits{.file_bytes = 1u << 16, .nodes = 20'000};
  const auto read = [&](std::string text, Problems& problems) {
    const std::vector<Source> sources{{"fuzz.yaml", std::move(text)}};
    return read_manifest(sources, Api::guide, problems, limits);
  };
  Problems problems;
  const auto first = read(std::string(data, data + size), problems);
  if (has_errors(problems)) return 0;
  const bool has_escapes = std::find(data, data + size, '\\') != data + size;
  for (const auto& resource : first.resources) {
    for_each_name(resource, [&](const NamedObject& object) {
      if (!has_escapes && !hidden_in(object.name).empty()) std::abort();
    });
  }
  const auto again = read(write_manifest(first), problems);
  if (has_errors(problems) || digest(again) != digest(first)) std::abort();
  return 0;
}
