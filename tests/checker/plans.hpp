// Two plan files for tables, and what the checker says.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/result.hpp"

namespace interlock::checker::testing {

/// Guide API: a skill is replaced, under a queue that two agents serve and that needs both.
inline constexpr const char* kReplaced = R"({
  "api": "guide", "allowed": [],
  "steps": [
    {"id": "s1", "verb": "create", "address": "skill/New", "object_id": null, "after": [], "edits": []},
    {"id": "s2", "verb": "update", "address": "user/ana@example.com", "object_id": "id-ana", "after": ["s1"],
     "edits": [{"path": "/levels/New", "before": null, "after": 3}]},
    {"id": "s3", "verb": "update", "address": "user/ben@example.com", "object_id": "id-ben", "after": ["s1"],
     "edits": [{"path": "/levels/New", "before": null, "after": 2.5}]},
    {"id": "s4", "verb": "update", "address": "queue/Sales", "object_id": "id-sales", "after": ["s1", "s2", "s3"],
     "edits": [{"path": "/requires/Old", "before": {"level": 1}, "after": null},
               {"path": "/requires/New", "before": null, "after": {"level": 1}}]},
    {"id": "s5", "verb": "update", "address": "user/ana@example.com", "object_id": "id-ana", "after": ["s2", "s4"],
     "edits": [{"path": "/levels/Old", "before": 3, "after": null}]},
    {"id": "s6", "verb": "update", "address": "user/ben@example.com", "object_id": "id-ben", "after": ["s3", "s4"],
     "edits": [{"path": "/levels/Old", "before": 1, "after": null}]},
    {"id": "s7", "verb": "delete", "address": "skill/Old", "object_id": "id-old", "after": ["s4", "s5", "s6"], "edits": []}
  ],
  "facts": {"ids": {}, "routing": {
    "limit": 100, "skills": {"Old": true}, "profiles": {},
    "agents": {"id-ana": {"levels": {"Old": 3}}, "id-ben": {"levels": {"Old": 1}}, "id-eve": {"levels": {}}},
    "sizes": {"user/ana@example.com": 1, "user/ben@example.com": 1},
    "queues": {"Sales": {"requires": {"Old": {"level": 1}}, "floor": 2}}}},
  "certificate": {"allowed": [], "queues": [
    {"queue": "queue/Sales", "before": 2, "after": 2, "never_below": 2, "versions": [
      {"from": null, "until": "s4", "never_below": 2, "witness": {"user": "id-ana"}},
      {"from": "s4", "until": null, "never_below": 2, "witness": {"user": "id-ben"}}]}]}
})";

/// Published API: Ana hands a queue over to Ben by membership, and a skill group is attached to it.
inline constexpr const char* kHandedOver = R"({
  "api": "published", "allowed": [],
  "steps": [
    {"id": "s1", "verb": "update", "address": "queue/Help", "object_id": "id-help", "after": [],
     "edits": [{"path": "/members/ben@example.com", "before": null, "after": true}]},
    {"id": "s2", "verb": "update", "address": "queue/Help", "object_id": "id-help", "after": ["s1"],
     "edits": [{"path": "/members/ana@example.com", "before": true, "after": null}]},
    {"id": "s3", "verb": "create", "address": "skill_group/Help", "object_id": null, "after": [],
     "edits": [{"path": "/requires/Chat", "before": null, "after": {"level": 2, "max": 3}}]},
    {"id": "s4", "verb": "update", "address": "queue/Help", "object_id": "id-help", "after": ["s2", "s3"],
     "edits": [{"path": "/member_groups/skill_group~1Help", "before": null, "after": true}]}
  ],
  "facts": {"ids": {"user/ana@example.com": "id-ana", "user/ben@example.com": "id-ben"}, "routing": {
    "limit": 100, "skills": {"Chat": true}, "profiles": {},
    "agents": {"id-ana": {"levels": {}}, "id-ben": {"levels": {"Chat": 5}}, "id-eve": {"levels": {"Chat": 2}}},
    "sizes": {}, "queues": {"Help": {"members": ["id-ana"], "floor": 0, "assumes": ["group/Night_Shift"]}}}},
  "certificate": {"allowed": [], "queues": [
    {"queue": "queue/Help", "before": 1, "after": 2, "never_below": 1, "versions": [
      {"from": null, "until": "s4", "never_below": 1, "witness": {"user": "id-ben"}},
      {"from": "s4", "until": null, "never_below": 2, "witness": {"user": "id-ben"}}]}]}
})";

template <class T>
std::string told(const Result<T>& result) {
  if (result) return "accepted";
  std::string text;
  for (const auto& problem : result.problems()) {
    EXPECT_EQ(problem.rule, "B67");
    EXPECT_EQ(problem.exit, Exit::refused);
    text += (text.empty() ? "" : "\n") + problem.message;
  }
  return text;
}

}  // namespace interlock::checker::testing
