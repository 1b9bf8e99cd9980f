// Settings that are read without an error keep their promises to the rest of the program.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "codec/settings.hpp"
#include "model/region.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace interlock;
  Problems problems;
  const auto settings = read_settings({"fuzz.yaml", std::string(data, data + size)}, problems);
  if (has_errors(problems)) return 0;
  for (const auto& tenant : settings.tenants) {
    if (!tenant.region.empty() && find_region(tenant.region) == nullptr) std::abort();
    const bool has_scheme = tenant.url.starts_with("https://") || tenant.url.starts_with("http://");
    if (!tenant.url.empty() && !has_scheme) std::abort();
    if (tenant.url.find('@') != std::string::npos) std::abort();
  }
  if (settings.limits.deletes.percent && *settings.limits.deletes.percent > 100) std::abort();
  return 0;
}
