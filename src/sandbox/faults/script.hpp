// A fault script: which troubles a sandbox makes, and when. A document of YAML or JSON:
//
//   interlock: 1
//   seed: 7                      # of what is left to chance (0)
//   rules:
//     - fault: lost_answer       # a row of fault_kinds()
//       on: {method: PATCH, path: /api/v2/architect/*, nth: 3}
//       rate: 0.1                # the share of the requests that are meant (1)
//       times: 2                 # how often at most (1 with `nth`, else as often as it comes)
//
// `on` is every request that the fault can befall where it names none: `method` is one or a list, `path` a glob in
// which
// `*` also matches a slash, `nth` counts the requests that are meant from 1, `after` is the time since the first
// request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/http.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/value.hpp"
#include "codec/source.hpp"
#include "model/settings.hpp"

namespace interlock::sandbox {

struct FaultKind;

/// Which requests a rule means.
struct FaultTarget {
  std::vector<Method> methods{};  // empty: any
  std::string path{};             // a glob; empty: any
  int nth = 0;                    // of those that are meant, from 1; 0: each
  Millis after{0};                // since the first request of all
};

struct FaultRule {
  const FaultKind* kind = nullptr;
  FaultTarget on{};
  double rate = 1;
  int times = 0;  // at most; 0: no end

  // What the kinds ask for more; each says in its row what it takes.
  Millis delay{2'000};
  int status = 0;  // 0: the kind's own
  std::string retry_after{"1"};
  std::string limit{};  // the quota that a 429 names; empty: none
  int size = 2;
  Rate quota{5, std::chrono::seconds(1)};
  std::string address{};  // of the object that somebody else edits
  Value set{};            // RFC 7396, as POST /__sandbox/edit takes it
  bool is_late = false;   // somebody else edits behind the request, not before it
};

struct FaultScript {
  std::uint64_t seed = 0;
  std::vector<FaultRule> rules{};
};

/// Every problem of the text, with its place: exit 3.
Result<FaultScript> read_fault_script(const Source& source);
/// The inverse, in one line of JSON: what is read from it is the same script.
std::string write_fault_script(const FaultScript& script);

}  // namespace interlock::sandbox
