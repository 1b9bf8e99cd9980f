// A contact centre in memory with the rules of guide-api.md and of published-api.md, one tenant for both: what the
// binary serves on loopback and what tests drive in process. It never reads a clock: the caller gives the time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/http.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/value.hpp"
#include "model/kind.hpp"

namespace interlock {

namespace sandbox {
class Inspector;
}

/// A write after which a queue that had eligible agents has none.
struct Breach {
  int write = 0;  // number of the write, from 1
  std::string queue;
  std::string request;  // "PUT /api/v2/routing/users/.../routingprofile"
};

/// The eligible agents of every queue, by name, after a write; of number 0 before the first one. Foreign edits through
/// the sandbox's own door repeat the number of the write before them.
struct Census {
  int write = 0;
  Api api = Api::guide;  // whose view this is: that of the API that wrote last
  std::map<std::string, int> eligible;
};

struct SandboxOptions {
  std::string client_id = "sandbox";
  std::string client_secret{};  // made per run by the caller (SEC40)
  std::string access_token{};   // the token that a login gives, made per run by the caller
  /// The one API that writes. Its agents and what it takes away are inspected, and the observer, which counts for both
  /// APIs, has nothing to do.
  std::optional<Api> inspected{};
};

class Sandbox {
 public:
  /// `document` is a tenant file: manifests/example/tenant.json shows the form, schemas/tenant.schema.json states it.
  static Result<Sandbox> load(const Value& document, SandboxOptions options, const std::string& name);
  Sandbox(Sandbox&&) noexcept;
  Sandbox& operator=(Sandbox&&) noexcept;
  ~Sandbox();

  /// Answers as that API, and on /__sandbox/ as the sandbox itself. One caller at a time.
  Response answer(const Request& request, Instant now, Wall wall, Api api = Api::guide);

  Value document() const;  // the tenant as it stands, in the form of `load`
  const std::vector<Breach>& breaches() const;
  const std::vector<Census>& history() const;  // never empty
  const sandbox::Inspector& inspector() const;
  int writes() const;     // accepted by a platform route
  int throttled() const;  // answers 429

 private:
  struct State;
  explicit Sandbox(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace interlock
