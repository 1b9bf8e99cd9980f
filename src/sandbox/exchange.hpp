// What passes between the sandbox's front and the rules of its resources.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/http.hpp"
#include "base/time.hpp"
#include "base/value.hpp"

namespace interlock::sandbox {

class Store;
class Observer;
class Inspector;
namespace published {
struct Agent;
}

/// Both times of one exchange.
struct Moment {
  Instant now;
  Wall wall;
};

struct Reply {
  int status = 200;
  Value body{};  // Null: no body
  Headers headers{};
};

/// A refusal in the terms of guide-api.md, Errors.
struct Refusal {
  int status = 400;
  std::string code;
  std::string message;
  std::string field{};
  std::string entity_id{};
  std::string entity_name{};
  std::string limit{};       // of a 429: the quota that is used up
  std::string permission{};  // of a 403 of the published API: what the client lacks
};

using Verdict = std::variant<Reply, Refusal>;
using Objection = std::optional<Refusal>;

struct Counters {
  int exchanges = 0;
  int writes = 0;
  int throttled = 0;
};

/// A request that has passed the front: authenticated, inside its quotas, its body parsed.
struct Call {
  Store& store;
  const Observer& observer;
  const Inspector& inspector;
  const Counters& counters;
  const Request& request;
  std::vector<std::string> ids;  // what stands at the `*` of the route's path
  Value body;                    // Null where the method has none
  Moment moment;
  mutable std::shared_ptr<const std::vector<published::Agent>> agents{};  // made when first asked for: agents_of

  const std::string& id() const { return ids.front(); }
  /// The first value of the query under that name, or null.
  const std::string* query(std::string_view name) const;
};

Response render(const Reply& reply);
Response render(const Refusal& refusal, const std::string& context_id);

}  // namespace interlock::sandbox
