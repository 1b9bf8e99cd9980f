// What is read without an error can be written and read again, equal; and without an escape in the text nothing is
// hidden in a name (B17).
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "codec/hidden_text.hpp"
#include "codec/manifest.hpp"
#include "model/references.hpp"

namespace {

using namespace interlock;

void check(const std::string& text, Api api) {
  const YamlLimits limits{.file_bytes = 1u << 16, .nodes = 20'000};
  const auto read = [&](std::string source, Problems& problems) {
    const std::vector<Source> sources{{"fuzz.yaml", std::move(source)}};
    return read_manifest(sources, api, problems, limits);
  };
  Problems problems;
  const auto first = read(text, problems);
  if (has_errors(problems)) return;
  const bool has_escapes = text.find('\\') != std::string::npos;
  for (const auto& resource : first.resources) {
    for_each_name(resource, [&](const NamedObject& object) {
      if (!has_escapes && !hidden_in(object.name).empty()) std::abort();
    });
  }
  const auto again = read(write_manifest(first), problems);
  if (has_errors(problems) || digest(again) != digest(first)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  check(text, Api::guide);
  check(text, Api::published);
  return 0;
}
