#pragma once

#include <vector>

#include "diff/change.hpp"
#include "diff/target.hpp"

namespace interlock {

/// The differences between two versions of an object, sorted by path; a null side is an object that is not there.
/// A field that one of two versions lacks counts as the platform's default for it.
std::vector<FieldEdit> field_edits(Kind kind, const Map* before, const Map* after);

/// The fields with the edits made.
Map edited(Map fields, const std::vector<FieldEdit>& edits);

/// The objects that one side of an edit at `path` names.
std::vector<Address> named_by(Kind kind, const std::string& path, const std::optional<Value>& side);

/// Marks the edits of an object whose place in the tenant is not as the base says: somebody changed it meanwhile.
void mark_drift(const Address& address, std::vector<FieldEdit>& edits, const Manifest& base, const LiveState& live);

/// What has to happen so that the tenant is as the targets say, sorted by address.
std::vector<Change> diff(const Targets& targets, const LiveState& live);

}  // namespace interlock
