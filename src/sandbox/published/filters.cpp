#include "sandbox/published/filters.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "sandbox/published/view.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::size_t kIdsOfUsers = 100;

std::string lower(std::string_view text) {
  std::string folded(text);
  for (auto& letter : folded) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  return folded;
}

/// A `*` at the beginning or the end stands for anything.
bool matches(std::string_view pattern, std::string_view name) {
  auto wanted = lower(pattern);
  const auto found = lower(name);
  const bool open_end = wanted.ends_with('*');
  if (open_end) wanted.pop_back();
  const bool open_start = wanted.starts_with('*');
  if (open_start) wanted.erase(0, 1);
  if (open_start && open_end) return found.find(wanted) != std::string::npos;
  if (open_start) return found.ends_with(wanted);
  return open_end ? found.starts_with(wanted) : found == wanted;
}

bool holds_any(const Value& row, std::string_view field, const std::vector<std::string>& ids) {
  const auto* list = row.find(field);
  if (list == nullptr || !list->is<List>()) return false;
  return std::any_of(list->as<List>()->begin(), list->as<List>()->end(), [&](const Value& element) {
    const auto* text = element.as<std::string>();
    const auto id = text != nullptr ? std::string_view(*text) : id_of(element);
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  });
}

bool is_one_of(const std::vector<std::string>& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

using Words = std::vector<std::string>;
struct Filter {
  std::string_view parameter;
  std::optional<Collection> collection;  // nothing: every kind has it
  bool (*keeps)(const Call&, const Value&, const Words&);
};

constexpr std::array kFilters{
    Filter{"id", std::nullopt,
           [](const Call&, const Value& row, const Words& ids) { return is_one_of(ids, id_of(row)); }},
    Filter{"divisionId", std::nullopt,
           [](const Call& call, const Value& row, const Words& ids) {
             return is_one_of(ids, text_or(division_of(call.store, row), "id"));
           }},
    Filter{"type", Collection::flows,
           [](const Call&, const Value& row, const Words& types) {
             return is_one_of(types, lower(text_or(row, "type", "inboundcall"))) ||
                    is_one_of(types, text_or(row, "type", "INBOUNDCALL"));
           }},
    Filter{"dnis", Collection::ivrs,
           [](const Call&, const Value& row, const Words& numbers) { return holds_any(row, "dnis", numbers); }},
    Filter{"scheduleGroup", Collection::ivrs,
           [](const Call&, const Value& row, const Words& ids) {
             const auto* group = row.find("scheduleGroup");
             return group != nullptr && is_one_of(ids, id_of(*group));
           }},
    Filter{"scheduleIds", Collection::schedule_groups,
           [](const Call&, const Value& row, const Words& ids) {
             return holds_any(row, "openSchedules", ids) || holds_any(row, "closedSchedules", ids) ||
                    holds_any(row, "holidaySchedules", ids);
           }},
};

/// Users are listed while they are active, unless another state is asked for.
void keep_state(const Call& call, List& rows) {
  const auto* asked = call.query("state");
  const std::string state = asked != nullptr ? *asked : "active";
  if (state != "any") std::erase_if(rows, [&](const Value& row) { return text_or(row, "state", "active") != state; });
}

}  // namespace

Objection filter(const Call& call, const Kind& kind, List& rows) {
  if (kind.collection == Collection::users) {
    if (words_of(call, "id").size() > kIdsOfUsers) {
      return Refusal{400, "max.user.ids", "At most 100 ids of users in one call", "id"};
    }
    keep_state(call, rows);
  }
  for (const auto& row : kFilters) {
    const auto words = words_of(call, row.parameter);
    if (words.empty() || (row.collection && *row.collection != kind.collection)) continue;
    std::erase_if(rows, [&](const Value& object) { return !row.keeps(call, object, words); });
  }
  if (const auto* name = call.query("name")) {
    std::erase_if(rows, [&](const Value& object) { return !matches(*name, name_of(object)); });
  }
  return std::nullopt;
}

}  // namespace interlock::sandbox::published
