// The tenant itself: the document and nothing beside it but what lists still owe to their lag. Objects are raw bodies,
// so fields that nobody here knows live on.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "model/settings.hpp"
#include "sandbox/exchange.hpp"

namespace interlock::sandbox {

/// The lists of the document, in its words. A personal profile has the id of its user.
enum class Collection : std::uint8_t {
  skills,
  shared_profiles,
  users,
  personal_profiles,
  queues,
  schedules,
  // Only the published API has these; the document needs none of them.
  languages,
  wrapup_codes,
  skill_groups,
  schedule_groups,
  emergency_groups,
  ivrs,
  data_tables,
  divisions,
  flows,
  prompts,
  scripts,
  groups,
  teams,
  trunk_bases
};
inline constexpr std::size_t kGuideCollectionCount = 6;
inline constexpr std::size_t kCollectionCount = 20;
std::string_view collection_name(Collection collection);

std::string_view id_of(const Value& object);
std::string_view name_of(const Value& object);

/// The number, whole or not; nothing where the value is another thing.
std::optional<double> number_of(const Value& value);
/// A level as the guide API has them: rounded, from 1 to 5.
std::int64_t whole_level(const Value& level);

/// How often the tenant was changed so far, and the object that the last change replaced where it did nothing more. Who
/// looks at everything after each change may look at that object alone.
struct Pulse {
  std::uint64_t changes = 0;
  std::optional<std::pair<Collection, std::string>> replaced{};
};

class Store {
 public:
  /// `document` has passed check_document.
  explicit Store(Map document);

  const Map& document() const { return document_; }
  const Pulse& pulse() const { return pulse_; }
  const List& all(Collection collection) const;
  const Value* find(Collection collection, std::string_view id) const;
  /// The first object whose `field` is that text, or null.
  const Value* find_by(Collection collection, std::string_view field, std::string_view text) const;

  /// What lists show at this moment: writes younger than the lag are not in it.
  List listed(Collection collection, Instant now) const;

  /// Whether a write of the object is still hidden from lists.
  bool is_settling(Collection collection, std::string_view id, Instant now) const;
  /// Whether the object is so new that a read by id does not find it yet.
  bool is_fresh(Collection collection, std::string_view id, Instant now) const;
  /// What the object was when it was deleted, or null where it never was.
  const Value* deleted(Collection collection, std::string_view id) const;

  /// Inserts or replaces by id. The object's revision, or a schedule's version, goes up.
  const Value& put(Collection collection, Value object, const Moment& moment);
  void erase(Collection collection, const std::string& id, const Moment& moment);
  std::string etag(Collection collection, const Value& object) const;
  std::int64_t revision(std::string_view id) const;  // from 1
  void bump_revision(std::string_view id);
  std::string derived_id(std::string_view name) const;  // of what stands in no list: the same for the same tenant
  std::string next_id();                                // a lower-case UUID; the same document gives the same ids

  List members(std::string_view queue_id) const;  // ids of users
  void set_members(std::string_view queue_id, List members);

  /// What the document holds by ids beside the lists: "user_languages", "data_table_rows".
  const Value* keyed(std::string_view key, std::string_view id) const;
  void set_keyed(std::string_view key, std::string_view id, Value value);
  void erase_keyed(std::string_view key, std::string_view id);
  void set_member(std::string_view key, Value value);
  void erase_member(std::string_view key);

  /// The division of whatever has none.
  const Value& home_division() const;
  /// Whether a list of the document, such as "forbidden", has the word.
  bool lists(std::string_view member, std::string_view word) const;
  /// The choice of the document's "unsettled", or the first one.
  std::string unsettled(std::string_view question, std::string_view first) const;

  /// Takes out whatever refers to that object.
  void detach(Collection target, std::string_view id);
  /// Writes the skill's name and type into every reference to it.
  void refresh_references(const Value& skill);

  int skill_limit() const;  // of one profile

 private:
  struct Birth {
    Collection collection;
    std::string id;
    Instant until;  // a read by id does not find it
  };
  struct Echo {  // what lists show of an object until its write becomes visible
    Collection collection;
    std::string id;
    Value before;  // Null: the object was not there
    Instant until;
  };

  using Positions = std::map<std::string, std::size_t, std::less<>>;  // by id

  List& list(Collection collection);
  Value& append(Collection collection, Value object);
  const Positions& positions(Collection collection) const;
  void note_change() { pulse_ = {pulse_.changes + 1, std::nullopt}; }
  void bump(Collection collection, const std::string& id, Map& fields);
  void remember(Collection collection, const std::string& id, const Moment& moment);

  Map document_;
  std::vector<Echo> echoes_;
  std::vector<Birth> births_;
  std::map<std::pair<Collection, std::string>, Value> graves_;
  /// Of each list, as soon as somebody looks into it; until an object leaves it.
  mutable std::array<std::optional<Positions>, kCollectionCount> positions_;
  Pulse pulse_;
  List implied_divisions_;  // the home division of a document that names none
};

}  // namespace interlock::sandbox
