// What is YAML can be formatted, says the same afterwards, and does not change when it is formatted again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "codec/format_manifest.hpp"
#include "codec/yaml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace interlock;
  const Source source{"fuzz.yaml", std::string(data, data + size)};
  const YamlLimits limits{.file_bytes = 1u << 20, .nodes = 20'000};
  Problems problems;
  const auto values = read_yaml(source, problems, limits);
  const auto formatted = format_manifest(source, limits);
  if (static_cast<bool>(formatted) != problems.empty()) std::abort();
  if (!formatted) return 0;
  if (read_yaml({"formatted.yaml", *formatted}, problems, limits) != values || !problems.empty()) std::abort();
  const auto again = format_manifest({"again.yaml", *formatted}, limits);
  if (!again || *again != *formatted) std::abort();
  return 0;
}
