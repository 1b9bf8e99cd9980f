#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"

namespace interlock {

/// Who changed an object last, and when, as far as the platform says so with the object: on the published API queues,
/// schedules, schedule groups, emergency groups and wrap-up codes tell both, skills, languages and skill groups the
/// time alone, users nothing (the OpenAPI document); the guide API says nothing. It may have been this tool.
struct LastChange {
  std::string by{};  // the id of a user, or of the application where no user is named
  std::optional<Wall> at{};
  friend bool operator==(const LastChange&, const LastChange&) = default;
};

/// "last changed 2026-07-01T10:00:00Z by 4711"; what is not known is left out.
std::string to_string(const LastChange& change);

}  // namespace interlock
