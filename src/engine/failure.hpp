// What a call's bad end means for people and for the exit code.
#pragma once

#include <string>

#include "api/binding.hpp"
#include "engine/courier.hpp"

namespace interlock {

std::string endpoint(const Request& request);  // "GET /api/v2/routing/skills"

/// What the courier says of the answer, else its status, code and message: "403 'missing.permission': 'No access'".
std::string described(const Binding& binding, const Answer& answer);

/// 4 where the credentials are another organisation's, 6 where rights are missing, 7 where the platform was out of
/// reach, 8 where it refused.
Exit exit_of(const Answer& answer);

/// B46, for what an answer of the kind `elsewhere` says.
Problem elsewhere(std::string why, const Place& tenant);

/// A read that did not end well: complete or failed, so the command ends with it.
Problem unreadable(const Binding& binding, const std::string& endpoint, const Answer& answer);

/// Whether the answer says that a page's cursor is too old: a 401, but not one of the login (R7).
bool is_expired_cursor(const Binding& binding, const Answer& answer);

Exit exit_of_signal(int signal);

}  // namespace interlock
