// How long an answer asks us to stay away (faults.md R4, F7-F9).
#pragma once

#include <optional>
#include <string_view>

#include "base/http.hpp"
#include "base/time.hpp"

namespace interlock {

/// A date in one of the three forms of RFC 9110 5.6.7, or nothing. `near` settles the century of a two-digit year: the
/// date is never more than fifty years after it.
std::optional<Wall> parse_http_date(std::string_view text, Wall near);

/// The wait of `Retry-After`, counted from the end of the headers: whole seconds, or a date less the answer's own
/// `Date`, so that a skewed clock of ours does not matter, and less `wall` only where the answer has none. A date in
/// the past is a wait of zero, a huge number is cut to ten years. Of two fields the longer wait holds. Nothing where no
/// field has a form that the standard knows ("-1", "30.5", "1e12"): then the caller backs off as it would without.
std::optional<Millis> retry_after(const Headers& headers, Wall wall);

}  // namespace interlock
