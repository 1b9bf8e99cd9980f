// What the published API shows of the tenant's objects: the fields that it knows, with the defaults of the platform and
// with the names of what is referred to.
#pragma once

#include <span>

#include "sandbox/published/kinds.hpp"
#include "sandbox/shape.hpp"

namespace interlock::sandbox::published {

/// How much of an object is shown.
enum class Detail : std::uint8_t { item, whole };  // in a list, by its id

Value view(const Call& call, const Kind& kind, const Value& object, Detail detail);
/// {"id", "name", "selfUri"}
Map reference_to(const Store& store, Collection target, std::string_view id);
/// The division of an object, the home division where it has none.
Map division_of(const Store& store, const Value& object);
/// Whether the query has that word under `name`: expand=skills,languages, once or in several parameters.
bool asks_for(const Call& call, std::string_view name, std::string_view word);
std::vector<std::string> words_of(const Call& call, std::string_view name);

}  // namespace interlock::sandbox::published
