#include "model/overlay.hpp"

#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

std::string text_of(const Manifest& manifest) {
  Map entries;
  for (const auto& entry : manifest.resources) entries.set(to_string(entry.address), Value(entry.fields));
  return write_json(Value(entries));
}

struct OverlayCase {
  const char* name;
  const char* manifest;
  const char* overlay;
  const char* result;
};

class Overlay : public ::testing::TestWithParam<OverlayCase> {};

TEST_P(Overlay, IsLaidOver) {
  const auto result = overlaid(testing::manifest_of(GetParam().manifest), testing::manifest_of(GetParam().overlay));
  EXPECT_EQ(text_of(result), text_of(testing::manifest_of(GetParam().result)));
}

INSTANTIATE_TEST_SUITE_P(
    Entries, Overlay,
    ::testing::Values(
        OverlayCase{"a_single_value_wins", R"({"schedule/S": {"state": "open"}})",
                    R"({"schedule/S": {"state": "closed"}})", R"({"schedule/S": {"state": "closed"}})"},
        OverlayCase{"fields_that_it_does_not_name_stay", R"({"skill/A": {"description": "d", "enabled": true}})",
                    R"({"skill/A": {"enabled": false}})", R"({"skill/A": {"description": "d", "enabled": false}})"},
        OverlayCase{"levels_merge_by_skill", R"({"user/ana": {"levels": {"A": 1, "B": 2}}})",
                    R"({"user/ana": {"levels": {"B": null, "C": 3}}})",
                    R"({"user/ana": {"levels": {"A": 1, "B": null, "C": 3}}})"},
        OverlayCase{"requirements_merge_by_skill_and_bound",
                    R"({"queue/Q": {"requires": {"A": {"level": 3, "max": 5}, "B": {"level": 1}}}})",
                    R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                    R"({"queue/Q": {"requires": {"A": {"level": 2, "max": 5}, "B": {"level": 1}}}})"},
        OverlayCase{"a_list_of_names_is_replaced", R"({"queue/Q": {"members": {"ana": true, "ben": true}}})",
                    R"({"queue/Q": {"members": {"cy": true}}})", R"({"queue/Q": {"members": {"cy": true}}})"},
        OverlayCase{"a_record_merges_by_key", R"({"queue/Q": {"staffing": {"at_least": 3}}})",
                    R"({"queue/Q": {"staffing": {"at_least": 1}}})", R"({"queue/Q": {"staffing": {"at_least": 1}}})"},
        OverlayCase{"an_entry_of_its_own_is_added", R"({"queue/A": {}, "queue/C": {}})",
                    R"({"queue/B": {"requires": {}}})",
                    R"({"queue/A": {}, "queue/B": {"requires": {}}, "queue/C": {}})"},
        OverlayCase{"what_shall_not_exist_takes_the_place_of_the_entry", R"({"queue/Q": {"requires": {}}})",
                    R"({"queue/Q": {"absent": true}})", R"({"queue/Q": {"absent": true}})"},
        OverlayCase{"what_shall_exist_takes_the_place_of_absence", R"({"queue/Q": {"absent": true}})",
                    R"({"queue/Q": {"requires": {}}})", R"({"queue/Q": {"requires": {}}})"},
        OverlayCase{"an_empty_one_changes_nothing", R"({"queue/Q": {"requires": {}}})", R"({})",
                    R"({"queue/Q": {"requires": {}}})"}),
    testing::row_name);

TEST(OverlayEntries, ThatTheManifestsLackMustBeInTheTenant) {
  const auto result =
      overlaid(testing::manifest_of(R"({"queue/A": {}})"), testing::manifest_of(R"({"queue/A": {}, "queue/B": {}})"));
  EXPECT_FALSE(result.find({Kind::queue, "A"})->must_exist);
  EXPECT_TRUE(result.find({Kind::queue, "B"})->must_exist);
}

}  // namespace
}  // namespace interlock
