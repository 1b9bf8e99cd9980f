// What a platform may answer to the calls of a job.
#pragma once

#include <string>
#include <utility>

#include "engine/job.hpp"

namespace interlock::testing {

/// No wait is longer than it must be.
struct NoRandom final : Random {
  std::uint64_t next() override { return 0; }
};

inline Answer ok(std::string body, std::string etag = "\"1\"") {
  return {Answer::Kind::done, {.status = 200, .headers = {{"ETag", std::move(etag)}}, .body = std::move(body)}, {}};
}

/// A profile that has the skill A at that level.
inline Answer profile(int level, const std::string& etag = "\"1\"") {
  return ok(R"({"name":"X","skills":[{"proficiency_level":)" + std::to_string(level) + R"(,"skill_id":"id-A"}]})",
            etag);
}

inline const Answer kConflict{Answer::Kind::conflict, {.status = 409}, "409 version.conflict"};
inline const Answer kUnknown{Answer::Kind::unknown, {.status = 0}, "connection reset"};

}  // namespace interlock::testing
