// The plan file as the checker reads it: strictly, and only the parts that the proof is about. The texts and values
// point into the document, which must outlive what is read from it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "checker/order.hpp"

namespace interlock::checker {

enum class Verb : std::uint8_t { create, update, remove };

struct Edit {
  std::vector<std::string> path;
  const Value* before = nullptr;  // null: there was nothing
  const Value* after = nullptr;   // null: there is nothing
};

struct Step {
  std::string_view id;
  Verb verb{};
  std::string_view kind;
  std::string_view name;
  std::string_view object_id;  // empty where there is none
  std::vector<At> after;       // ascending, each once
  std::vector<Edit> edits;

  /// The object that it writes, for maps: a user by the id, since two names may mean one.
  std::string object() const;
};

struct Witness {
  std::string_view user;  // of the two at most one
  std::string_view step;
};
struct VersionClaim {
  At from = kStart;
  At until = kNever;
  int never_below = 0;
  Witness witness;
};
struct QueueClaim {
  std::string_view queue;  // its name
  int before = 0;
  int after = 0;
  int never_below = 0;
  std::vector<VersionClaim> versions;
};
struct Certificate {
  std::vector<QueueClaim> queues;
  std::set<std::string, std::less<>> allowed;

  bool allows(std::string_view what, std::string_view queue) const;  // "starving", or everything by "unproven"
};

struct Document {
  bool is_published = false;
  std::vector<Step> steps;
  const Map* routing = nullptr;  // null: the plan has no such facts
  const Map* ids = nullptr;      // `facts.ids`
  std::optional<Certificate> certificate;
};

/// What is no plan file in this shape becomes problems, and the result is not to be used.
Document read_document(const Value& value, Problems& problems);

/// "s4 (update user 'user-ana')": for people. Users are told by their ids, objects that could be users not at all.
std::string told(const Step& step);
/// "after s2 (..), s5 (..)": the way into the smallest state that has the steps `in`, each once. Where that is long,
/// these steps alone "and 30 steps beside them".
std::string told(const std::vector<Step>& steps, const Order& order, std::vector<At> in);

Problem refusal(std::string message);    // rule B67, exit 4
Problem malformed(std::string message);  // the same for a document of another shape

}  // namespace interlock::checker
