// What differs between two states of a tenant, in its own words.
#pragma once

#include <string>
#include <vector>

#include "base/value.hpp"

namespace interlock::simulation {

struct Difference {
  std::string section;  // "queues", "data_table_rows"
  std::string id;       // of the object, or what the section is keyed by
  std::string name;     // of the object, before or after
  std::string member;   // empty: the object came or went
  bool came = false, went = false;
};

/// Counters of the sandbox's own (versions, revisions, dates) are left out.
std::vector<Difference> differences(const Value& before, const Value& after);

/// The object of that section whose `key` is that text, or null.
const Value* object_by(const Value& document, const std::string& section, std::string_view key, std::string_view text);
int count_of(const Value& document, const std::string& section, std::string_view name);

/// Where the objects of an address lie: "user/ana@x" in "personal_profiles", by the id of the user.
struct Whereabouts {
  std::string section;
  std::string name;  // as objects there bear it
};
Whereabouts whereabouts(const std::string& address);

}  // namespace interlock::simulation
