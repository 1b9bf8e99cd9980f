// What a person reads of a plan that cannot be ordered: the changes that conflict, and the bridge that was tried out.
#include <gtest/gtest.h>

#include "api/binding.hpp"
#include "plan/make_plan.hpp"
#include "support/models.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

struct UnorderedCase {
  const char* name;
  Api api;
  std::string desired;
  std::string live;
  std::vector<std::string> told;
  Scope scope{};
};

class Unordered : public ::testing::TestWithParam<UnorderedCase> {};

TEST_P(Unordered, Says) {
  const auto& row = GetParam();
  auto live = testing::live_of(row.live);
  live.api = row.api;
  Terms terms;
  terms.limits.level_removals = {};
  Problems problems;
  make_plan(Intent(testing::manifest_of(row.desired), std::nullopt, row.scope), live,
            {.api = row.api, .terms = terms, .batches = binding(row.api).batches}, problems);
  std::vector<std::string> told;
  for (const auto& problem : problems) {
    told.push_back(problem.rule + ": " + problem.message);
    for (const auto& line : problem.related) told.push_back(to_string(line.where) + " " + line.message);
    told.push_back(problem.hint);
  }
  EXPECT_EQ(told, row.told);
}

/// "A000" to "A099", each as `text` says with # for the number.
std::string hundred(const std::string& text) {
  std::string all;
  for (int i = 100; i < 200; ++i) {
    auto one = text;
    one.replace(one.find('#'), 1, std::to_string(i));
    all += (all.empty() ? "" : ", ") + one;
  }
  return all;
}

const std::string kSwap = R"({"user/ana": {"levels": {"A": 4}}, "user/ben": {"levels": {"A": 1}}})";
const std::string kTwo = R"("skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 4}},
    "queue/Q": {"requires": {"A": {"level": 1, "max": 2}}}, "queue/R": {"requires": {"A": {"level": 3}}})";
const std::string kTwoPublished = R"("skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 4}},
    "skill_group/Q": {"requires": {"A": {"level": 1, "max": 2}}}, "skill_group/R": {"requires": {"A": {"level": 3}}},
    "queue/Q": {"member_groups": {}, "requires": {"A": {"level": 1, "max": 2}}},
    "queue/R": {"member_groups": {}, "requires": {"A": {"level": 3}}})";
const std::string kFull = R"({"user/ana": {"levels": {"A100": null, "B": 1}},
    "queue/Q": {"requires": {"B": {"level": 1}}}})";
const std::string kAtTheLimit = hundred(R"("skill/A#": {})") + R"(, "skill/B": {}, "user/ana": {"levels": {)" +
                                hundred(R"("A#": 1)") + R"(}}, "queue/Q": {"requires": {"A100": {"level": 1}}})";

INSTANTIATE_TEST_SUITE_P(
    Plan, Unordered,
    ::testing::Values(
        UnorderedCase{"a_third_agent_bridges_a_swap",
                      Api::guide,
                      kSwap,
                      "{" + kTwo + R"(, "user/eve": {"levels": {}}})",
                      {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update "
                       "'user/ana') has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
                       "m.yaml:1:1 'user/ana' levels A 1 -> 4", "m.yaml:2:1 'user/ben' levels A 4 -> 1",
                       "lend levels to user 'id-eve': apply `{interlock: 1, profiles: [{user: ADDRESS_1, id: id-eve, "
                       "levels: {A: 1}}]}`, then this change, then `{interlock: 1, profiles: [{user: ADDRESS_1, id: "
                       "id-eve, levels: {A: absent}}]}`; ADDRESS_1 is the e-mail address of user 'id-eve'; or, if that "
                       "is meant: --allow starving=Q"}},
        UnorderedCase{"a_third_agent_bridges_a_swap_of_the_published_api",
                      Api::published,
                      kSwap,
                      "{" + kTwoPublished + R"(, "user/eve": {"levels": {}}})",
                      {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update "
                       "'user/ana') has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
                       "m.yaml:1:1 'user/ana' levels A 1 -> 4", "m.yaml:2:1 'user/ben' levels A 4 -> 1",
                       "lend levels to user 'id-eve': apply `{interlock: 1, profiles: [{user: ADDRESS_1, id: id-eve, "
                       "levels: {A: 1}}]}`, then this change, then `{interlock: 1, profiles: [{user: ADDRESS_1, id: "
                       "id-eve, levels: {A: absent}}]}`; ADDRESS_1 is the e-mail address of user 'id-eve'; or, if that "
                       "is meant: --allow starving=Q"}},
        UnorderedCase{
            "whom_the_manifest_names_is_shown_by_address_and_gets_back_what_it_had",
            Api::guide,
            R"({"user/ana": {"levels": {"A": 4}}, "user/ben": {"levels": {"A": 1}},
                        "user/fay": {"levels": {"B": 1}}})",
            R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 4}},
                        "user/eve": {"levels": {}}, "user/fay": {"levels": {"A": 3, "B": 1}},
                        "queue/Q": {"requires": {"A": {"level": 1, "max": 2}}},
                        "queue/R": {"requires": {"A": {"level": 4}}}})",
            {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update 'user/ana') "
             "has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
             "m.yaml:1:1 'user/ana' levels A 1 -> 4", "m.yaml:2:1 'user/ben' levels A 4 -> 1",
             "lend levels to 'fay': apply `{interlock: 1, profiles: [{user: fay, levels: {A: 1}}]}`, then this change, "
             "then `{interlock: 1, profiles: [{user: fay, levels: {A: 3}}]}`; or, if that is meant: --allow "
             "starving=Q"}},
        UnorderedCase{
            "without_a_third_agent_a_placeholder_skill_bridges_a_swap",
            Api::guide,
            kSwap,
            "{" + kTwo + "}",
            {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update 'user/ana') "
             "has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
             "m.yaml:1:1 'user/ana' levels A 1 -> 4", "m.yaml:2:1 'user/ben' levels A 4 -> 1",
             "let queue 'Q' ask for a placeholder skill meanwhile: apply `{interlock: 1, skills: [{name: "
             "Interlock_Bridge}], profiles: [{user: ana, levels: {Interlock_Bridge: 1}}], queues: [{name: Q, requires: "
             "[{skill: Interlock_Bridge, level: 1}]}]}`, then this change, then `{interlock: 1, skills: [{name: "
             "Interlock_Bridge, absent: true}], profiles: [{user: ana, levels: {Interlock_Bridge: absent}}], queues: "
             "[{name: Q, requires: [{skill: A, level: 1, max: 2}]}]}`; or, if that is meant: --allow starving=Q"}},
        UnorderedCase{
            "without_a_third_agent_a_placeholder_skill_bridges_a_swap_of_the_published_api",
            Api::published,
            kSwap,
            "{" + kTwoPublished + "}",
            {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update 'user/ana') "
             "has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
             "m.yaml:1:1 'user/ana' levels A 1 -> 4", "m.yaml:2:1 'user/ben' levels A 4 -> 1",
             "let queue 'Q' ask for a placeholder skill meanwhile: apply `{interlock: 1, skills: [{name: "
             "Interlock_Bridge}], profiles: [{user: ana, levels: {Interlock_Bridge: 1}}], queues: [{name: Q, requires: "
             "[{skill: Interlock_Bridge, level: 1}]}]}`, then this change, then `{interlock: 1, skills: [{name: "
             "Interlock_Bridge, absent: true}], profiles: [{user: ana, levels: {Interlock_Bridge: absent}}], queues: "
             "[{name: Q, requires: [{skill: A, level: 1, max: 2}]}]}`; or, if that is meant: --allow starving=Q"}},
        UnorderedCase{
            "where_the_placeholders_name_is_taken_the_range_is_widened",
            Api::guide,
            kSwap,
            "{" + kTwo + R"(, "skill/Interlock_Bridge": {}})",
            {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update 'user/ana') "
             "has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
             "m.yaml:1:1 'user/ana' levels A 1 -> 4", "m.yaml:2:1 'user/ben' levels A 4 -> 1",
             "widen the range of queue 'Q' meanwhile, which offers it to 1 agent more: apply `{interlock: 1, queues: "
             "[{name: Q, requires: [{skill: A, level: 1, max: 4}]}]}`, then this change, then `{interlock: 1, queues: "
             "[{name: Q, requires: [{skill: A, level: 1, max: 2}]}]}`; or, if that is meant: --allow starving=Q"}},
        UnorderedCase{
            "the_only_agent_of_a_queue_at_the_limit_of_skills_is_helped_out",
            Api::guide,
            kFull,
            "{" + kAtTheLimit + R"(, "user/eve": {"levels": {}}})",
            {"B27: 'user/ana' would hold 101 skills after step s1, before the old ones go; the limit is 100; these "
             "changes cannot be ordered: 'user/ana', 'queue/Q'",
             "m.yaml:1:1 'user/ana' levels A100 1 -> absent, levels B absent -> 1",
             "m.yaml:2:1 'queue/Q' requires A100 at least 1 -> absent, requires B absent -> at least 1",
             "lend levels to user 'id-eve': apply `{interlock: 1, profiles: [{user: ADDRESS_1, id: id-eve, levels: "
             "{A100: 1, B: 1}}]}`, then this change, then `{interlock: 1, profiles: [{user: ADDRESS_1, id: id-eve, "
             "levels: {A100: absent, B: absent}}]}`; ADDRESS_1 is the e-mail address of user 'id-eve'; or, take the "
             "old skills away in a first change and add the new ones in a second"}},
        UnorderedCase{"at_the_limit_of_skills_nothing_but_an_agent_helps",
                      Api::guide,
                      kFull,
                      "{" + kAtTheLimit + "}",
                      {"B27: 'user/ana' would hold 101 skills after step s1, before the old ones go; the limit is 100; "
                       "these changes cannot be ordered: 'user/ana', 'queue/Q'",
                       "m.yaml:1:1 'user/ana' levels A100 1 -> absent, levels B absent -> 1",
                       "m.yaml:2:1 'queue/Q' requires A100 at least 1 -> absent, requires B absent -> at least 1",
                       "take the old skills away in a first change and add the new ones in a second"}},
        UnorderedCase{"what_the_settings_keep_hands_off_is_no_bridge",
                      Api::guide,
                      kSwap,
                      "{" + kTwo + R"(, "user/eve": {"levels": {}}})",
                      {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update "
                       "'user/ana') has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
                       "m.yaml:1:1 'user/ana' levels A 1 -> 4", "m.yaml:2:1 'user/ben' levels A 4 -> 1",
                       "an overflow queue can take its conversations meanwhile; if that is meant: --allow starving=Q"},
                      Scope{.ignore = {Ignore{"queue/*", "another team"}, Ignore{"user/eve", "another team"}}}},
        UnorderedCase{"who_would_serve_at_neither_end_comes_in_between_until_the_queue_asks_for_something_else",
                      Api::guide,
                      R"({"user/ana": {"levels": {"A": 2}}, "queue/Q": {"requires": {"A": {"level": 4}}}})",
                      R"({"skill/A": {}, "user/ana": {"levels": {"A": 4}}, "user/ben": {"levels": {"A": 3}},
                          "user/cid": {"levels": {"A": 5}}, "queue/Q": {"requires": {"A": {"level": 2, "max": 3}}}})",
                      {"INV-e: queue 'Q' would be offered meanwhile to 1 agent who serve it neither before nor after "
                       "(user 'id-ana'): when only s1 (update 'queue/Q') has been done; these changes cannot be "
                       "ordered: 'user/ana', 'queue/Q'",
                       "m.yaml:1:1 'user/ana' levels A 4 -> 2", "m.yaml:2:1 'queue/Q' requires A 2 to 3 -> at least 4",
                       "let queue 'Q' ask for a placeholder skill meanwhile: apply `{interlock: 1, skills: [{name: "
                       "Interlock_Bridge}], profiles: [{user: ADDRESS_1, id: id-ben, levels: {Interlock_Bridge: 1}}], "
                       "queues: [{name: Q, requires: [{skill: Interlock_Bridge, level: 1}]}]}`, then this change, then "
                       "`{interlock: 1, skills: [{name: Interlock_Bridge, absent: true}], profiles: [{user: ADDRESS_1, "
                       "id: id-ben, levels: {Interlock_Bridge: absent}}]}`; ADDRESS_1 is the e-mail address of user "
                       "'id-ben'; or, if that is meant: --allow imprecise=Q"}},
        UnorderedCase{"names_that_yaml_would_take_for_something_else_are_quoted",
                      Api::guide,
                      R"({"user/ana": {"levels": {"A, }: {{": 4}}, "user/ben": {"levels": {"A, }: {{": 1}},
                        "user/eve": {"levels": {"B": 1}}})",
                      R"({"skill/A, }: {{": {}, "skill/B": {}, "user/ana": {"levels": {"A, }: {{": 1}},
                        "user/ben": {"levels": {"A, }: {{": 4}}, "user/eve": {"levels": {"B": 1}},
                        "queue/Q": {"requires": {"A, }: {{": {"level": 1, "max": 2}}},
                        "queue/R": {"requires": {"A, }: {{": {"level": 4}}}})",
                      {"INV-a: queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update "
                       "'user/ana') has been done; these changes cannot be ordered: 'user/ana', 'user/ben'",
                       "m.yaml:1:1 'user/ana' levels A, }: {{ 1 -> 4", "m.yaml:2:1 'user/ben' levels A, }: {{ 4 -> 1",
                       "lend levels to 'eve': apply `{interlock: 1, profiles: [{user: eve, levels: {\"A, }: \\x7b{\": "
                       "1}}]}`, then this change, then `{interlock: 1, profiles: [{user: eve, levels: {\"A, }: "
                       "\\x7b{\": absent}}]}`; or, if that is meant: --allow starving=Q"}},
        UnorderedCase{
            "of_four_changes_three_conflict",
            Api::guide,
            R"({"user/ana": {"levels": {"A": 3}}, "user/ben": {"levels": {"A": 5}},
                        "user/cid": {"levels": {"A": 1}}, "queue/R": {"requires": {"A": {"level": 4}}}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 3}},
                        "user/cid": {"levels": {"A": 5}}, "queue/P": {"requires": {"A": {"level": 1, "max": 1}}},
                        "queue/Q": {"requires": {"A": {"level": 3, "max": 3}}},
                        "queue/R": {"requires": {"A": {"level": 5}}}})",
            {"INV-a: queue 'P' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update 'user/ana') "
             "has been done; these changes cannot be ordered: 'user/ana', 'user/ben', 'user/cid'",
             "m.yaml:1:1 'user/ana' levels A 1 -> 3", "m.yaml:2:1 'user/ben' levels A 3 -> 5",
             "m.yaml:3:1 'user/cid' levels A 5 -> 1",
             "let queue 'P' ask for a placeholder skill meanwhile: apply `{interlock: 1, skills: [{name: "
             "Interlock_Bridge}], profiles: [{user: ana, levels: {Interlock_Bridge: 1}}], queues: [{name: P, requires: "
             "[{skill: Interlock_Bridge, level: 1}]}]}`, then this change, then `{interlock: 1, skills: [{name: "
             "Interlock_Bridge, absent: true}], profiles: [{user: ana, levels: {Interlock_Bridge: absent}}], queues: "
             "[{name: P, requires: [{skill: A, level: 1, max: 1}]}]}`; or, if that is meant: --allow starving=P"}}),
    testing::row_name);

}  // namespace
}  // namespace interlock
