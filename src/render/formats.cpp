#include "render/formats.hpp"

#include <algorithm>
#include <array>

namespace interlock {
namespace {

constexpr std::array kFormats{
    Format{"text", render::plan_text, render::drift_text, render::run_text, problems_text, render::settings_text,
           render::explanation_text},
    Format{"json", render::plan_json, render::drift_json, render::run_json, render::problems_json,
           render::settings_json, render::explanation_json},
};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const auto& format) { return format.name == name; });
  return found != kFormats.end() ? &*found : nullptr;
}

}  // namespace interlock
