// The tenant itself: the document and nothing beside it but what lists still owe to their lag. Objects are raw bodies,
// so fields that nobody here knows live on.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "model/settings.hpp"
#include "sandbox/exchange.hpp"

namespace interlock::sandbox {

/// The lists of the document, in its words. A personal profile has the id of its user.
enum class Collection : std::uint8_t { skills, shared_profiles, users, personal_profiles, queues, schedules };
inline constexpr std::size_t kCollectionCount = 6;
std::string_view collection_name(Collection collection);

std::string_view id_of(const Value& object);
std::string_view name_of(const Value& object);

class Store {
 public:
  /// `document` has passed check_document.
  explicit Store(Map document);

  const Map& document() const { return document_; }
  const List& all(Collection collection) const;
  const Value* find(Collection collection, std::string_view id) const;
  /// The first object whose `field` is that text, or null.
  const Value* find_by(Collection collection, std::string_view field, std::string_view text) const;

  /// What lists show at this moment: writes younger than the lag are not in it.
  List listed(Collection collection, Instant now) const;

  /// Inserts or replaces by id. The object's revision, or a schedule's version, goes up.
  const Value& put(Collection collection, Value object, const Moment& moment);
  void erase(Collection collection, const std::string& id, const Moment& moment);
  std::string etag(Collection collection, const Value& object) const;
  std::string next_id();  // a lower-case UUID; the same document gives the same ids

  List members(std::string_view queue_id) const;  // ids of users
  void set_members(std::string_view queue_id, List members);

  /// Writes the skill's name and type into every reference to it.
  void refresh_references(const Value& skill);

  int skill_limit() const;  // of one profile

 private:
  struct Echo {  // what lists show of an object until its write becomes visible
    Collection collection;
    std::string id;
    Value before;  // Null: the object was not there
    Instant until;
  };

  List& list(Collection collection);
  void bump(Collection collection, const std::string& id, Map& fields);
  void remember(Collection collection, const std::string& id, const Moment& moment);

  Map document_;
  std::vector<Echo> echoes_;
};

}  // namespace interlock::sandbox
