#include "plan/mistakes.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr int kAlike = 78;                    // percent: a typing error or a number at the end leaves more of a name
constexpr std::size_t kFewestLevels = 10;     // B76
constexpr std::size_t kReversedPercent = 80;  // B76
constexpr std::size_t kExamples = 5;          // B76
constexpr std::int64_t kMirror = 6;           // of levels 1 to 5: 6 - level counts the other way round

std::string words(const Address& address) { return std::string(kind_name(address.kind)) + " " + quoted(address.name); }

/// The created object that bears the deleted one's name but for a few letters, or null.
const Create* successor(const Delete& gone, const std::vector<Change>& changes, const Manifest& desired) {
  const Create* best = nullptr;
  int highest = kAlike - 1;
  for (const auto& change : changes) {
    const auto* made = std::get_if<Create>(&change);
    if (made == nullptr || made->address.kind != gone.address.kind) continue;
    const auto* entry = desired.find(made->address);
    if (entry != nullptr && text_or(entry->fields, "replaces") == gone.address.name) return nullptr;
    const int alike = likeness(gone.address.name, made->address.name);
    if (alike <= highest) continue;
    highest = alike;
    best = made;
  }
  return best;
}

Problem looks_renamed(const Delete& gone, const Create& made) {
  const bool is_skill = gone.address.kind == Kind::skill;
  const auto allow = "--allow " + to_string(Allowance{Permit::rename, 0, made.address.name});
  return {.rule = "B40",
          .exit = Exit::refused,
          .where = made.source,
          .message = words(gone.address) + " is deleted and " + words(made.address) + " created, " +
                     std::to_string(likeness(gone.address.name, made.address.name)) +
                     " % alike: a rename written like this cuts every reference",
          .hint = (is_skill ? "`replaces: " + gone.address.name + "` on the new one moves the references"
                            : "`id:` of the old one on the new entry renames it") +
                  "; if both are meant: " + allow,
          .related = {{gone.source, words(gone.address) + " goes here"}}};
}

bool is_allowed_rename(const Create& made, const std::vector<Allowance>& allowed) {
  return std::any_of(allowed.begin(), allowed.end(), [&](const Allowance& allowance) {
    return allowance.permit == Permit::rename && allowance.name == made.address.name;
  });
}

/// A level that changes from one number to another.
struct LevelChange {
  const Update* update;
  const FieldEdit* edit;
  std::int64_t before, after;
};

std::optional<LevelChange> level_change(const Update& update, const FieldEdit& edit) {
  const auto* before = edit.before ? edit.before->as<std::int64_t>() : nullptr;
  const auto* after = edit.after ? edit.after->as<std::int64_t>() : nullptr;
  if (!edit.path.starts_with("/levels/") || before == nullptr || after == nullptr) return std::nullopt;
  return LevelChange{&update, &edit, *before, *after};
}

std::vector<LevelChange> level_changes(const std::vector<Change>& changes) {
  std::vector<LevelChange> found;
  for (const auto& change : changes) {
    const auto* update = std::get_if<Update>(&change);
    if (update == nullptr) continue;
    for (const auto& edit : update->edits) {
      if (const auto level = level_change(*update, edit)) found.push_back(*level);
    }
  }
  return found;
}

Problem looks_reversed(const std::vector<LevelChange>& reversed, std::size_t all) {
  Problem problem{.rule = "B76",
                  .exit = Exit::refused,
                  .where = reversed.front().update->source,
                  .message = std::to_string(reversed.size()) + " of " + std::to_string(all) +
                             " levels that change become six minus what they were; 5 is the highest level:",
                  .hint =
                      "if the tenant counts the other way round: `levels: descending` in its settings; if the "
                      "levels are meant: --allow " +
                      to_string(Allowance{Permit::levels_reversed})};
  for (std::size_t i = 0; i < std::min(kExamples, reversed.size()); ++i) {
    const auto& [update, edit, before, after] = reversed[i];
    const auto example = words(update->address) + " " + quoted(edit->path) + " " + std::to_string(before) + " -> " +
                         std::to_string(after);
    problem.message += (i == 0 ? " " : ", ") + example;
    problem.related.push_back({edit->after->at ? edit->after->at : update->source, example});
  }
  return problem;
}

}  // namespace

std::vector<std::string> check_renames(const std::vector<Change>& changes, const Manifest& desired,
                                       const std::vector<Allowance>& allowed, Problems& problems) {
  std::vector<std::string> used;
  for (const auto& change : changes) {
    const auto* gone = std::get_if<Delete>(&change);
    const auto* made = gone != nullptr ? successor(*gone, changes, desired) : nullptr;
    if (made == nullptr) continue;
    if (is_allowed_rename(*made, allowed)) {
      used.push_back(to_string(Allowance{Permit::rename, 0, made->address.name}));
    } else {
      problems.push_back(looks_renamed(*gone, *made));
    }
  }
  return used;
}

std::vector<std::string> check_reversed_levels(const std::vector<Change>& changes,
                                               const std::vector<Allowance>& allowed, Problems& problems) {
  auto all = level_changes(changes);
  std::vector<LevelChange> reversed;
  std::copy_if(all.begin(), all.end(), std::back_inserter(reversed),
               [](const LevelChange& change) { return change.after == kMirror - change.before; });
  if (all.size() < kFewestLevels || reversed.size() * 100 < all.size() * kReversedPercent) return {};
  const bool is_allowed = std::any_of(allowed.begin(), allowed.end(), [](const auto& allowance) {
    return allowance.permit == Permit::levels_reversed;
  });
  if (is_allowed) return {to_string(Allowance{Permit::levels_reversed})};
  problems.push_back(looks_reversed(reversed, all.size()));
  return {};
}

}  // namespace interlock
