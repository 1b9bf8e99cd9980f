// One binding to a platform API: tables and pure functions from objects to requests and back. It sends nothing.
// A struct of functions and not an interface: there is no world behind it, and nobody replaces it in a test.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "api/names.hpp"
#include "api/snapshot.hpp"
#include "base/http.hpp"
#include "base/result.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"
#include "model/settings.hpp"
#include "plan/batch.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// What a request does if it is repeated (faults.md R6).
enum class Meaning : std::uint8_t { reads, sets, creates };

/// A request with what the engine must know to send it.
struct Call {
  Request request;
  Meaning meaning = Meaning::reads;
  std::vector<Bucket> buckets;  // every quota that it uses up
};

struct Page {
  List entities;
  std::vector<std::string> keys;  // what tells each entity from the others: its id, or what it has in its place
  std::string cursor;             // of the next page; empty on the last one
  std::optional<std::int64_t> total;
};

/// The parts of an error answer that decisions and messages need.
struct ApiError {
  std::string code;     // "version.conflict"
  std::string message;  // hostile text
  std::string limit;    // of a 429: the quota that it names, or empty
};

/// The object of an answer: its body and its guard.
struct Item {
  Value body;
  std::optional<Guard> guard;  // empty where the answer lacks it (B53)
};

/// Conversations of one queue over some time, and those of them whose caller gave up.
struct QueueCounts {
  std::int64_t conversations = 0;
  std::int64_t abandoned = 0;
  friend bool operator==(const QueueCounts&, const QueueCounts&) = default;
};

/// A request for the counts of some queues.
struct StatisticsCall {
  Call call;
  std::vector<ResourceId> queues;
};

/// What the client needs its permission for: to see objects of the step's kind, or to send the step's request.
enum class Right : std::uint8_t { see, write };

struct Binding {
  Api api;
  /// Fields that have requests of their own.
  std::span<const Batch> batches;

  /// What is still to be read before `desired` can be compared: lists first, then what the lists show to be needed.
  /// Called again after each round; empty when nothing is missing.
  std::vector<Read> (*reads)(const Manifest& desired, const Snapshot& snapshot);
  /// The same for everything that manifests can say of the kinds, with the names of what that refers to.
  std::vector<Read> (*all_reads)(const std::set<Kind>& kinds, const Snapshot& snapshot);
  /// The read that brings the object in the form that carries its guard; nothing where the list carries it.
  std::optional<Read> (*guard_read)(const LiveObject& object);

  Call (*read_call)(const Read& read, const std::string& cursor);
  Result<Page> (*page)(const Value& body, const std::string& endpoint);
  void (*record)(Snapshot& snapshot, const Read& read, const List& entities);  // a whole list, or a part of an object
  void (*record_item)(Snapshot& snapshot, const Read& read, const Response& response, const Value& body);
  /// Decodes what was read. Pins of `desired` (`id:`) decide which object bears the entry's name.
  LiveState (*live_state)(const Snapshot& snapshot, const Manifest& desired, const Tenant& tenant, Problems& problems);

  /// What was read as the lists of a tenant document, ids kept (schemas/tenant.schema.json); levels count upwards there
  /// whatever the tenant's settings say. Names in it may lead nowhere.
  Map (*document)(const Snapshot& snapshot, const Tenant& tenant);

  /// The object's fields in normal form, by name; unknown ids become "id:..." and survive.
  Map (*fields)(Kind kind, const Value& body, const Names& names, const Tenant& tenant);
  /// What the body says of who changed the object, and when.
  std::optional<LastChange> (*last_change)(const Value& body);
  Item (*item)(Kind kind, const Response& response, const Value& body);
  /// Whether the body is what holds where the object itself is not set: the organisation's settings in place of a
  /// user's own. It can be written over, and nothing is left to delete.
  bool (*is_fallback)(Kind kind, const Value& body);
  /// What in the body of an object has not the form of its kind (B57): to be asked before `fields` and `update_call`.
  Problems (*faults)(Kind kind, const Value& body, const std::string& endpoint);

  /// Whether an update is built from the freshly read object; if not, it names its fields only (PATCH) and may be sent
  /// under the planned guard without a read.
  bool (*update_needs_body)(Kind kind);
  /// What shows the fields that the step writes: its object, or the part of it that has requests of its own.
  Read (*step_read)(const Step& step, const ResourceId& id);
  /// The object's body as far as a list of that part shows it.
  Value (*body_of_part)(Part part, const List& entities);
  /// The id that an object will have once it is created, where the manifest's names tell it.
  std::optional<ResourceId> (*id_to_be)(const Address& address, const Names& names);
  /// Every name that an edit refers to has its id in `names`, here and in `update_call`.
  Call (*create_call)(const Step& step, const Names& names, const Tenant& tenant);
  /// `body` is the fresh object (Null where update_needs_body is false); every field that no edit names is kept.
  Call (*update_call)(const Step& step, std::span<const FieldEdit> edits, const Value& body, const Guard& guard,
                      const Names& names, const Tenant& tenant);
  Call (*remove_call)(const Step& step);

  /// Whether objects of the kind hold references as names on the platform: there another object may bear a name by now.
  bool (*keeps_names)(Kind kind);

  /// What brings the counts of these queues between two moments; the guide API has no choice of the time.
  std::vector<StatisticsCall> (*statistics_calls)(const std::vector<ResourceId>& queues, Wall from, Wall until);
  /// By queue; of an answer that does not tell of one, that one had no conversations.
  Result<std::map<ResourceId, QueueCounts>> (*statistics)(const std::vector<ResourceId>& asked, const Value& body,
                                                          const std::string& endpoint);

  Call (*token_call)(const Secret& basic_credentials);
  Call (*organization_call)();

  /// What lists the client's own permissions; these three are null where the API has no such call.
  Call (*rights_call)();
  /// "routing:queue:edit"; of "a|b" one will do. Empty where none is known to be needed.
  std::string_view (*permission)(const Step& step, Right right);
  /// Whether the answer to `rights_call` holds the permission in that division; an empty id means in any.
  bool (*grants)(const Value& rights, std::string_view permission, const ResourceId& division);

  ApiError (*error)(const Response& response);
};

const Binding& binding(Api api);

}  // namespace interlock
