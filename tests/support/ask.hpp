// Requests to a sandbox as lines: "PUT /api/v2/routing/skills/skill-Billing".
#pragma once

#include <string>
#include <string_view>

#include "base/http.hpp"
#include "base/time.hpp"
#include "base/value.hpp"
#include "sandbox/sandbox.hpp"

namespace interlock::testing {

/// Method, path and query of the line, with the access token of make_sandbox.
Request to_request(std::string_view line, std::string body = {}, Headers headers = {});

/// Eight in the morning of a Monday, and the same distance after it as the instant is after its own beginning.
Wall wall_at(Instant now);
Response ask(Sandbox& sandbox, std::string_view line, std::string body = {}, Headers headers = {}, Instant now = {});
/// The same on the published API.
Response ask_published(Sandbox& sandbox, std::string_view line, std::string body = {}, Instant now = {});

/// The body of an answer; Null where it is no JSON.
Value body_of(const Response& response);
/// "200", or of a refusal "409 version.conflict".
std::string verdict_of(const Response& response);
/// The value of a header, or "".
std::string header_of(const Response& response, std::string_view name);

}  // namespace interlock::testing
