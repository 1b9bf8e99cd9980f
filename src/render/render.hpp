// Documents for people and machines: one file a format, one table of formats. All text that came from outside is made
// visible here (SEC11).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rehearsal.hpp"
#include "plan/explain.hpp"
#include "plan/make_plan.hpp"
#include "plan/plan.hpp"
#include "render/run_report.hpp"
#include "render/settings_report.hpp"

namespace interlock {

/// The drift report: what differs between manifests and tenant, or between two of them that are told by their names.
struct Drift {
  std::string tenant;
  std::string organization;
  Differences differences;
  std::string wanted{};  // of a comparison: what stands in the place of the manifests; empty: they do
};

/// What can be said of manifests without a tenant.
struct Validation {
  Problems problems;
  std::size_t objects = 0;
  std::vector<SkillCapacity> capacity{};  // that they give each skill themselves (job P3); `before` is empty
};

/// What fits on the terminal.
struct Screen {
  std::size_t rows = 0;
  std::size_t columns = 0;
};

struct Style {
  bool color = false;
  bool show_names = false;         // also of people whom only the tenant knows (SEC19)
  std::optional<Screen> screen{};  // text that is longer is shortened to it; nothing: everything is shown
};

/// What a command tells; a format need not have all of them.
enum class Document : std::uint8_t { plan, drift, run, problems, settings, explanation, rehearsal };

/// Every function gives a whole document that ends with a newline; null where the format has none of that kind. A plan
/// with an error among its problems is refused: formats for people show it and say so, formats for machines give the
/// problems.
struct Format {
  std::string_view name;
  std::string (*plan)(const Plan&, const Problems&, const Style&);
  std::string (*drift)(const Drift&, const Style&);
  std::string (*run)(const RunReport&, const Style&);
  std::string (*problems)(const Problems&, const Style&);
  std::string (*refusal)(const Problems&, const Style&);  // instead of a document that could not be made; never null
  std::string (*validation)(const Validation&, const Style&) = nullptr;
  std::string (*settings)(const SettingsReport&, const Style&) = nullptr;
  std::string (*explanation)(const Explanation&, const Style&) = nullptr;
  std::string (*rehearsal)(const Rehearsal&, const Style&) = nullptr;
};
bool has_document(const Format& format, Document document);
/// "plans, drift reports, runs and problems": the documents that the format has.
std::string documents_of(const Format& format);
std::span<const Format> formats();
const Format* find_format(std::string_view name);

/// file:line:column: error: message, and the hint on the next line; the first 100, then the count (G5).
std::string problems_text(const Problems& problems, const Style& style);

}  // namespace interlock
