#include "render/formats.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::array kFormats{
    Format{"text", render::plan_text, render::drift_text, render::run_text, problems_text, problems_text,
           render::validation_text, render::settings_text, render::explanation_text, render::rehearsal_text},
    Format{"json", render::plan_json, render::drift_json, render::run_json, render::problems_json,
           render::problems_json, render::validation_json, render::settings_json, render::explanation_json,
           render::rehearsal_json},
    Format{"markdown", render::plan_markdown, render::drift_markdown, render::run_markdown, render::problems_markdown,
           render::problems_markdown, render::validation_markdown, nullptr, nullptr, render::rehearsal_markdown},
    Format{"dot", render::plan_dot, nullptr, nullptr, nullptr, render::refusal_dot},
};

struct DocumentRow {
  Document document;
  std::string_view plural;
  bool (*exists)(const Format&);
};
constexpr std::array kDocuments{
    DocumentRow{Document::plan, "plans", [](const Format& format) { return format.plan != nullptr; }},
    DocumentRow{Document::drift, "drift reports", [](const Format& format) { return format.drift != nullptr; }},
    DocumentRow{Document::run, "runs", [](const Format& format) { return format.run != nullptr; }},
    DocumentRow{Document::problems, "problems", [](const Format& format) { return format.problems != nullptr; }},
    DocumentRow{Document::settings, "settings", [](const Format& format) { return format.settings != nullptr; }},
    DocumentRow{Document::explanation, "explanations",
                [](const Format& format) { return format.explanation != nullptr; }},
    DocumentRow{Document::rehearsal, "rehearsals", [](const Format& format) { return format.rehearsal != nullptr; }}};

}  // namespace

bool has_document(const Format& format, Document document) {
  return kDocuments[static_cast<std::size_t>(document)].exists(format);
}

std::string documents_of(const Format& format) {
  std::vector<std::string_view> names;
  for (const auto& row : kDocuments) {
    if (row.exists(format)) names.push_back(row.plural);
  }
  if (names.size() < 2) return join(names, "");
  return join(std::span(names).first(names.size() - 1), ", ") + " and " + std::string(names.back());
}

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const auto& format) { return format.name == name; });
  return found != kFormats.end() ? &*found : nullptr;
}

}  // namespace interlock
