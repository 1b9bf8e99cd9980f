// How the fields of manifests stand in the bodies of the guide API: a row a field, and the functions that walk the
// rows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/faults.hpp"
#include "api/names.hpp"
#include "base/problem.hpp"
#include "diff/change.hpp"
#include "model/settings.hpp"

namespace interlock::guide {

/// What conversions need beside the value.
struct Lookup {
  const Names& names;
  const Tenant& tenant;
};

/// The fields of a kind that the body has, in normal form.
Map decode(Kind kind, const Value& body, const Lookup& lookup);

/// The body with the edits made: an element that stays keeps its place and its unknown fields, and so does all else.
Map edited(Kind kind, Map body, std::span<const FieldEdit> edits, const Lookup& lookup);

/// B57: what is of another type than the rows say.
Problems faults(Kind kind, const Value& body, const std::string& endpoint);

}  // namespace interlock::guide
