// The three-way judgement of a write (faults.md R10): what the plan saw, what it wants, what is there now.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "diff/change.hpp"

namespace interlock {

struct AsWanted {};
/// Still to be made; whatever else changed in the object is somebody else's and stays.
struct Remaining {
  std::vector<FieldEdit> edits;
};
/// Changed elsewhere, to neither what the plan saw nor what it wants.
struct Conflict {
  std::vector<FieldEdit> theirs;  // `before` as planned, `after` as found
};
using Judgement = std::variant<AsWanted, Remaining, Conflict>;

/// A field that is missing counts as one with the value that the platform gives it then (FieldInfo::fallback).
Judgement judge_edits(Kind kind, std::span<const FieldEdit> edits, const Map& fresh);

/// For a removal: nothing of the object may have changed, nor may there be anything that the plan did not see.
Judgement judge_removal(Kind kind, std::span<const FieldEdit> edits, const Map& fresh);

/// The edits that are not in force: `before` as wanted, `after` as found.
std::vector<FieldEdit> unmet(Kind kind, std::span<const FieldEdit> edits, const Map& fresh);

/// The objects that the edits name: those of the wanted side, or of what goes where nothing is wanted.
std::vector<Address> references(Kind kind, std::span<const FieldEdit> edits);

/// "'/levels/Billing' is 3 where 2 was seen": for the reason of a held or failed step.
std::string described(const FieldEdit& theirs, std::string_view expected);

}  // namespace interlock
