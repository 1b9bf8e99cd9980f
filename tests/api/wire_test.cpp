#include "api/guide/wire.hpp"

#include <gtest/gtest.h>

#include <random>

#include "api/binding.hpp"
#include "base/pointer.hpp"
#include "diff/diff.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::json;
using testing::json_map;

Names known_names() {
  Names names;
  for (const auto* skill : {"A", "B", "C", "a/b"}) names.add({Kind::skill, skill}, {"id-" + std::string(skill)});
  names.add({Kind::profile, "Shared"}, {"id-Shared"});
  return names;
}

const Tenant kAscending{.name = "test"};
const Tenant kDescending{.name = "test", .levels = LevelOrder::descending};

struct FieldsCase {
  const char* name;
  Kind kind;
  std::string body;
  std::string fields;
  const Tenant* tenant = &kAscending;
};

class Decode : public ::testing::TestWithParam<FieldsCase> {};

TEST_P(Decode, GivesNormalForm) {
  const auto& row = GetParam();
  EXPECT_EQ(write_json(guide::decode(row.kind, json(row.body), {known_names(), *row.tenant})),
            write_json(json(row.fields)));
}

INSTANTIATE_TEST_SUITE_P(
    Wire, Decode,
    ::testing::Values(
        FieldsCase{
            "skill", Kind::skill,
            R"({"id":"id-A","name":"A","description":"d","type":"custom","enabled":true,"parentSkillId":"id-B"})",
            R"({"name":"A","description":"d","type":"custom","enabled":true,"parent":"B"})"},
        FieldsCase{"skill_without_parent", Kind::skill, R"({"name":"A","parentSkillId":null})", R"({"name":"A"})"},
        FieldsCase{"personal_levels", Kind::user, R"({"levels":[{"skill":{"id":"id-A","type":"custom"},"level":3}]})",
                   R"({"levels":{"A":3}})"},
        FieldsCase{"unknown_skill_keeps_its_id", Kind::user, R"({"levels":[{"skill":{"id":"x-9"},"level":1}]})",
                   R"({"levels":{"id:x-9":1}})"},
        FieldsCase{"level_with_a_fraction_of_zeros", Kind::user, R"({"levels":[{"skill":{"id":"id-A"},"level":2.0}]})",
                   R"({"levels":{"A":2}})"},
        FieldsCase{"active_user", Kind::user,
                   R"({"email":"a@b.c","state":"active","routingProfile":{"id":"id-Shared"}})",
                   R"({"active":true,"shared_profile":"Shared","user":"a@b.c"})"},
        FieldsCase{"inactive_user", Kind::user, R"({"state":"inactive"})", R"({"active":false})"},
        FieldsCase{"shared_levels", Kind::profile,
                   R"({"name":"P","skills":[{"skill_id":"id-A","proficiency_level":2}]})",
                   R"({"name":"P","levels":{"A":2}})"},
        FieldsCase{"shared_levels_counted_from_the_best", Kind::profile,
                   R"({"skills":[{"skill_id":"id-A","proficiency_level":1}]})", R"({"levels":{"A":5}})", &kDescending},
        FieldsCase{"personal_levels_never_count_from_the_best", Kind::user,
                   R"({"levels":[{"skill":{"id":"id-A"},"level":1}]})", R"({"levels":{"A":1}})", &kDescending},
        FieldsCase{"requirements", Kind::queue,
                   R"({"skills":[{"skill":{"id":"id-A"},"requiredLevel":2,"maxLevel":4},)"
                   R"({"skill":{"id":"id-B"},"requiredLevel":1}]})",
                   R"({"requires":{"A":{"level":2,"max":4},"B":{"level":1}}})"},
        FieldsCase{"closed_schedule", Kind::schedule, R"({"name":"S","closed":true,"enabled":true})",
                   R"({"name":"S","state":"closed"})"},
        FieldsCase{"open_schedule", Kind::schedule, R"({"closed":false})", R"({"state":"open"})"},
        FieldsCase{"field_of_another_type_is_left_out", Kind::queue, R"({"skills":"none"})", "{}"}),
    testing::row_name);

struct EditCase {
  const char* name;
  Kind kind;
  std::string body;
  FieldEdit edit;
  std::string expected;
  const Tenant* tenant = &kAscending;
};

class Edited : public ::testing::TestWithParam<EditCase> {};

TEST_P(Edited, ChangesWhatIsNamed) {
  const auto& row = GetParam();
  const std::vector<FieldEdit> edits{row.edit};
  EXPECT_EQ(write_json(guide::edited(row.kind, json_map(row.body), edits, {known_names(), *row.tenant})),
            write_json(json(row.expected)));
}

INSTANTIATE_TEST_SUITE_P(
    Wire, Edited,
    ::testing::Values(
        EditCase{
            "level_in_place_keeps_what_it_does_not_know",
            Kind::user,
            R"({"x":1,"levels":[{"skill":{"id":"id-B"},"level":1},{"skill":{"id":"id-A","type":"t"},"level":2,"y":[]}]})",
            {"/levels/A", Value(2), Value(3)},
            R"({"x":1,"levels":[{"skill":{"id":"id-B"},"level":1},{"skill":{"id":"id-A","type":"t"},"level":3,"y":[]}]})"},
        EditCase{"new_level",
                 Kind::user,
                 R"({"levels":[]})",
                 {"/levels/A", std::nullopt, Value(3)},
                 R"({"levels":[{"skill":{"id":"id-A","name":"A"},"level":3}]})"},
        EditCase{"new_level_without_a_list",
                 Kind::user,
                 "{}",
                 {"/levels/A", std::nullopt, Value(3)},
                 R"({"levels":[{"skill":{"id":"id-A","name":"A"},"level":3}]})"},
        EditCase{"level_that_goes",
                 Kind::user,
                 R"({"levels":[{"skill":{"id":"id-A"},"level":3},{"skill":{"id":"z"},"level":1}]})",
                 {"/levels/A", Value(3), std::nullopt},
                 R"({"levels":[{"skill":{"id":"z"},"level":1}]})"},
        EditCase{"dangling_level_that_goes",
                 Kind::user,
                 R"({"levels":[{"skill":{"id":"z"},"level":1}]})",
                 {"/levels/id:z", Value(1), std::nullopt},
                 R"({"levels":[]})"},
        EditCase{"name_with_a_slash",
                 Kind::user,
                 R"({"levels":[{"skill":{"id":"id-a/b"},"level":1}]})",
                 {"/levels/a~1b", Value(1), Value(2)},
                 R"({"levels":[{"skill":{"id":"id-a/b"},"level":2}]})"},
        EditCase{"shared_level_counted_from_the_best",
                 Kind::profile,
                 R"({"skills":[{"skill_id":"id-A","proficiency_level":5}],"default_acd_queue":"q"})",
                 {"/levels/A", Value(1), Value(4)},
                 R"({"skills":[{"skill_id":"id-A","proficiency_level":2}],"default_acd_queue":"q"})",
                 &kDescending},
        EditCase{"new_shared_level",
                 Kind::profile,
                 R"({"skills":[]})",
                 {"/levels/B", std::nullopt, Value(4)},
                 R"({"skills":[{"skill_id":"id-B","proficiency_level":4}]})"},
        EditCase{"requirement_gets_a_maximum",
                 Kind::queue,
                 R"({"skills":[{"skill":{"id":"id-A"},"requiredLevel":2}]})",
                 {"/requires/A", json(R"({"level":2})"), json(R"({"level":3,"max":5})")},
                 R"({"skills":[{"skill":{"id":"id-A"},"requiredLevel":3,"maxLevel":5}]})"},
        EditCase{"requirement_loses_its_maximum",
                 Kind::queue,
                 R"({"skills":[{"skill":{"id":"id-A"},"requiredLevel":2,"maxLevel":4,"k":0}]})",
                 {"/requires/A", json(R"({"level":2,"max":4})"), json(R"({"level":2})")},
                 R"({"skills":[{"skill":{"id":"id-A"},"requiredLevel":2,"k":0}]})"},
        EditCase{
            "schedule_closes", Kind::schedule, "{}", {"/state", Value("open"), Value("closed")}, R"({"closed":true})"},
        EditCase{
            "parent_by_name", Kind::skill, "{}", {"/parent", std::nullopt, Value("B")}, R"({"parentSkillId":"id-B"})"},
        EditCase{"parent_that_goes",
                 Kind::skill,
                 R"({"parentSkillId":"id-B","k":1})",
                 {"/parent", Value("B"), std::nullopt},
                 R"({"k":1})"},
        EditCase{"observed_field_is_never_written",
                 Kind::user,
                 R"({"state":"active"})",
                 {"/active", Value(true), Value(false)},
                 R"({"state":"active"})"}),
    testing::row_name);

struct FaultCase {
  const char* name;
  Kind kind;
  std::string body;
  std::string fault;
};

class WireFaults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(WireFaults, NamesThePlace) {
  const auto problems = guide::faults(GetParam().kind, json(GetParam().body), "GET /x");
  ASSERT_EQ(problems.size(), GetParam().fault.empty() ? 0u : 1u);
  if (problems.empty()) return;
  EXPECT_EQ(problems.front().where.file_name(), "GET /x");
  EXPECT_EQ(problems.front().rule + " " + problems.front().message, GetParam().fault);
}

INSTANTIATE_TEST_SUITE_P(
    Wire, WireFaults,
    ::testing::Values(FaultCase{"null_for_a_text_is_no_value", Kind::skill, R"({"name":"A","description":null})", ""},
                      FaultCase{"null_for_a_list", Kind::user, R"({"levels":null})",
                                "B57 /levels: null where a list belongs"},
                      FaultCase{"list_for_an_object", Kind::user, "[]", "B57 the answer: list where a map belongs"},
                      FaultCase{"text_for_a_flag", Kind::schedule, R"({"closed":"yes"})",
                                "B57 /closed: text where a true or false belongs"},
                      FaultCase{"level_that_is_text", Kind::user, R"({"levels":[{"skill":{"id":"a"},"level":"3"}]})",
                                "B57 /levels/0/level: text where a whole number belongs"},
                      FaultCase{"level_with_a_fraction", Kind::user, R"({"levels":[{"skill":{"id":"a"},"level":2.5}]})",
                                "B57 /levels/0/level: number where a whole number belongs"},
                      FaultCase{"level_without_number", Kind::profile, R"({"skills":[{"skill_id":"a"}]})",
                                "B57 /skills/0/proficiency_level: missing"},
                      FaultCase{"level_of_no_skill", Kind::profile, R"({"skills":[{"proficiency_level":1}]})",
                                "B53 /skills/0/skill_id: names no id"},
                      FaultCase{"element_that_is_no_object", Kind::queue, R"({"skills":[7]})",
                                "B57 /skills/0: number where a map belongs"}),
    testing::row_name);

/// Random objects with fields and elements that Interlock does not know.
class RandomObject {
 public:
  explicit RandomObject(unsigned seed) : engine_(seed) {}

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(engine_); }
  int level() { return 1 + below(5); }

  Value anything(int depth) {
    switch (below(depth > 0 ? 6 : 4)) {
      case 0:
        return Null{};
      case 1:
        return Value(below(2) == 0);
      case 2:
        return Value(Decimal{"1." + std::to_string(below(1000)) + "0"});
      case 3:
        return Value("tëxt " + std::to_string(below(1000)));
      case 4:
        return Value(List{anything(depth - 1), anything(depth - 1)});
      default:
        return Value(Map{{"k" + std::to_string(below(9)), anything(depth - 1)}});
    }
  }

  void add_unknown(Map& map) {
    for (int i = below(4); i > 0; --i) map.set("unknown_" + std::to_string(below(50)), anything(2));
  }

  Value element(Kind kind, const std::string& id) {
    Map element;
    if (kind == Kind::profile) {
      element = {{"skill_id", id}, {"proficiency_level", level()}};
    } else {
      element = {{"skill", Map{{"id", id}, {"type", "custom"}}}};
      element.set(kind == Kind::queue ? "requiredLevel" : "level", level());
      if (kind == Kind::queue && below(2) == 0) element.set("maxLevel", 5);
    }
    add_unknown(element);
    return element;
  }

  Map body(Kind kind) {
    List elements;
    for (const auto* id : {"id-A", "id-B", "id-C", "foreign-1", "foreign-2"}) {
      if (below(3) != 0) elements.push_back(element(kind, id));
    }
    std::shuffle(elements.begin(), elements.end(), engine_);
    Map body{{"id", "object"}, {kind == Kind::user ? "levels" : "skills", std::move(elements)}};
    add_unknown(body);
    return body;
  }

  /// Some of the levels or requirements of A, B and C change, come or go.
  std::vector<FieldEdit> edits(Kind kind, const Map& fields) {
    const std::string field = kind == Kind::queue ? "requires" : "levels";
    const auto* elements = fields.find(field)->as<Map>();
    std::vector<FieldEdit> edits;
    for (const auto* skill : {"A", "B", "C"}) {
      const auto* before = elements->find(skill);
      FieldEdit edit{pointer({field, skill}), before != nullptr ? std::optional(*before) : std::nullopt, std::nullopt};
      if (below(3) != 0) edit.after = kind == Kind::queue ? Value(Map{{"level", level()}}) : Value(level());
      if (edit.before != edit.after && below(4) != 0) edits.push_back(std::move(edit));
    }
    return edits;
  }

 private:
  std::mt19937 engine_;
};

/// The body without what the edits name: what a write has no business to touch.
Map untouched(Map body, std::span<const FieldEdit> edits, Kind kind) {
  auto* list = body.find(kind == Kind::user ? "levels" : "skills")->as<List>();
  std::erase_if(*list, [&](const Value& element) {
    const auto* skill = element.find("skill");
    const auto id = skill != nullptr ? text_or(*skill, "id") : text_or(element, "skill_id");
    return std::any_of(edits.begin(), edits.end(),
                       [&](const FieldEdit& edit) { return "id-" + pointer_segments(edit.path)[1] == id; });
  });
  return body;
}

class Updates : public ::testing::TestWithParam<Kind> {};

// B55: whatever stands in a body, an update changes the planned fields and not one byte more.
TEST_P(Updates, ChangePlannedFieldsAlone) {
  const auto kind = GetParam();
  const auto& guide = binding(Api::guide);
  const auto known = known_names();
  for (unsigned seed = 0; seed < 500; ++seed) {
    RandomObject random(seed);
    const auto& tenant = seed % 2 == 0 ? kAscending : kDescending;
    const auto body = random.body(kind);
    const auto fields = guide.fields(kind, body, known, tenant);
    const auto edits = random.edits(kind, fields);
    const Step step{.id = "s1", .verb = Verb::update, .address = {kind, "X"}, .object_id = {"object"}};
    const auto call = guide.update_call(step, edits, body, {GuardKind::etag, "\"1\""}, known, tenant);
    const auto written = json_map(call.request.body);
    ASSERT_EQ(guide.fields(kind, written, known, tenant), edited(fields, edits)) << "seed " << seed;
    ASSERT_EQ(write_json(untouched(written, edits, kind)), write_json(untouched(body, edits, kind))) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Wire, Updates, ::testing::Values(Kind::user, Kind::profile, Kind::queue),
                         [](const auto& row) { return std::string(kind_name(row.param)); });

}  // namespace
}  // namespace interlock
