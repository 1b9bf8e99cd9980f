// One page of a list in the three styles of the platform (published-api.md, 2.1): numbered pages with a total, numbered
// ones without, and cursors. The link to the next page is all that they have in common.
#include <algorithm>

#include "api/faults.hpp"
#include "api/published/published.hpp"
#include "base/text.hpp"

namespace interlock::published {
namespace {

/// Only the cursor of the link is used: where it points to is the platform's word alone (F26).
std::string cursor_of(std::string_view link) {
  const auto query = link.substr(std::min(link.find('?') + 1, link.size()));
  for (const auto& [name, value] : parse_query(query)) {
    if ((name == "after" || name == "pageNumber") && !value.empty()) return name + "=" + value;
  }
  return {};
}

/// Rows of data tables have a key in the place of an id.
std::string key_of(const Value& entity) {
  auto id = text_or(entity, "id");
  return id.empty() ? text_or(entity, "key") : id;
}

/// The number of the next page where there is no link but a count of pages.
std::string next_number(const Value& body) {
  const auto number = integer_or(body, "pageNumber", 0);
  return number > 0 && number < integer_or(body, "pageCount", 0) ? "pageNumber=" + std::to_string(number + 1) : "";
}

}  // namespace

Result<Page> page(const Value& body, const std::string& endpoint) {
  const auto* entities = body.find("entities");
  if (entities == nullptr || !entities->is<List>()) return wrong(endpoint, "/entities", entities, "list");
  Page page{.entities = *entities->as<List>(), .keys = {}, .cursor = {}, .total = std::nullopt};
  for (const auto& entity : page.entities) page.keys.push_back(key_of(entity));
  auto problems = entity_faults(page.entities, page.keys, endpoint);
  if (const auto* total = body.find("total"); total != nullptr && !total->is<Null>()) {
    page.total = whole(*total);
    if (page.total.value_or(-1) < 0) problems.push_back(wrong(endpoint, "/total", total, "count"));
  }
  const auto* next = body.find("nextUri");
  if (next != nullptr && !next->is<Null>()) {
    page.cursor = next->is<std::string>() ? cursor_of(*next->as<std::string>()) : std::string();
    if (page.cursor.empty()) problems.push_back(wrong(endpoint, "/nextUri", next, "link with a cursor"));
  } else {
    page.cursor = next_number(body);
  }
  // A page without rows is the last one, whatever it links to.
  if (page.entities.empty()) page.cursor.clear();
  if (!problems.empty()) return problems;
  return page;
}

}  // namespace interlock::published
