// The functions behind the table of formats; one file each.
#pragma once

#include "render/render.hpp"

namespace interlock::render {

std::string plan_text(const Plan& plan, const Problems& problems, const Style& style);
std::string drift_text(const Drift& drift, const Style& style);
std::string run_text(const RunReport& report, const Style& style);
std::string settings_text(const SettingsReport& report, const Style& style);
std::string explanation_text(const Explanation& explanation, const Style& style);
std::string rehearsal_text(const Rehearsal& rehearsal, const Style& style);

std::string plan_json(const Plan& plan, const Problems& problems, const Style& style);
std::string drift_json(const Drift& drift, const Style& style);
std::string run_json(const RunReport& report, const Style& style);
std::string problems_json(const Problems& problems, const Style& style);
std::string validation_text(const Validation& validation, const Style& style);
std::string validation_json(const Validation& validation, const Style& style);
std::string validation_markdown(const Validation& validation, const Style& style);
std::string settings_json(const SettingsReport& report, const Style& style);
std::string explanation_json(const Explanation& explanation, const Style& style);
std::string rehearsal_json(const Rehearsal& rehearsal, const Style& style);

std::string plan_markdown(const Plan& plan, const Problems& problems, const Style& style);
std::string drift_markdown(const Drift& drift, const Style& style);
std::string run_markdown(const RunReport& report, const Style& style);
std::string rehearsal_markdown(const Rehearsal& rehearsal, const Style& style);
std::string problems_markdown(const Problems& problems, const Style& style);

std::string plan_dot(const Plan& plan, const Problems& problems, const Style& style);
std::string refusal_dot(const Problems& problems, const Style& style);

}  // namespace interlock::render
