// Skills and languages of users: both APIs share the levels of skills, languages are the published API's alone.
#pragma once

#include "sandbox/exchange.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox::published {

enum class Assigned : std::uint8_t { skills, languages };
/// "skills": the collection, and the word of `expand`.
std::string_view assigned_word(Assigned which);

/// The UserRoutingSkill or UserRoutingLanguage of everything that the user has; lists lag.
List shown_assignments(const Call& call, Assigned which, const Value& user);
bool is_assigned(const Store& store, Assigned which, std::string_view id);
/// Takes the language away from everybody. Levels of skills are references, which Store::detach takes out.
void forget_language(Store& store, std::string_view id);

Verdict list_assigned(Call& call, Assigned which);
Verdict assign_one(Call& call, Assigned which);      // POST {id, proficiency}, and PUT or PATCH of the path's
Verdict assign_some(Call& call, Assigned which);     // PATCH bulk: the others stay
Verdict assign_exactly(Call& call, Assigned which);  // PUT bulk: the others go
Verdict unassign(Call& call, Assigned which);

}  // namespace interlock::sandbox::published
