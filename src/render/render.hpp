// Documents for people and machines: one file a format, one table of formats. All text that came from outside is made
// visible here (SEC11).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plan/explain.hpp"
#include "plan/make_plan.hpp"
#include "plan/plan.hpp"
#include "render/run_report.hpp"
#include "render/settings_report.hpp"

namespace interlock {

/// The drift report: what differs between manifests and tenant.
struct Drift {
  std::string tenant;
  std::string organization;
  Differences differences;
};

struct Style {
  bool color = false;
};

/// Every function gives a whole document that ends with a newline. A plan with an error among its problems is refused:
/// formats for people show it and say so, formats for machines give the problems.
struct Format {
  std::string_view name;
  std::string (*plan)(const Plan&, const Problems&, const Style&);
  std::string (*drift)(const Drift&, const Style&);
  std::string (*run)(const RunReport&, const Style&);
  std::string (*problems)(const Problems&, const Style&);
  // Null where the format has no such document.
  std::string (*settings)(const SettingsReport&, const Style&) = nullptr;
  std::string (*explanation)(const Explanation&, const Style&) = nullptr;
};
std::span<const Format> formats();
const Format* find_format(std::string_view name);

/// file:line:column: error: message, and the hint on the next line; the first 100, then the count (G5).
std::string problems_text(const Problems& problems, const Style& style);

}  // namespace interlock
