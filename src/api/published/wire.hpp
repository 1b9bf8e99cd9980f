// Fields <-> the bodies of the published API, driven by the kinds' own table: a field stands under its name in camel
// case, a reference is {"id": ...}. What deviates has a row in `kDeviations`, what no shape covers a codec of its own.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "api/names.hpp"
#include "base/problem.hpp"
#include "diff/change.hpp"

namespace interlock::published {

/// The fields of a kind that the body has, in normal form.
Map decode(Kind kind, const Value& body, const Names& names);

/// The body with the edits made; what no edit names stays as it is.
Map edited(Kind kind, Map body, std::span<const FieldEdit> edits, const Names& names);

/// B57: what is of another type than the fields' shapes say; B53: elements without an id.
Problems faults(Kind kind, const Value& body, const std::string& endpoint);
/// B56: words that no choice of the fields has, as a warning each: a later release of the platform may know more.
Problems strange_words(Kind kind, const Value& body, const std::string& endpoint);

/// Without what the platform alone sets.
Map writable(Map body);

}  // namespace interlock::published
