// Entries that are wrong in themselves: B5-B7, B20.
#include <gtest/gtest.h>

#include <string>

#include "codec/manifest.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"
#include "support/wrong_text.hpp"

namespace interlock {
namespace {

using Row = testing::WrongText;

class WrongField : public ::testing::TestWithParam<Row> {};

TEST_P(WrongField, SaysWhereAndWhat) {
  Problems problems;
  read_manifest(std::vector<Source>{{"m.yaml", GetParam().text}}, Api::guide, problems);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Manifest, WrongField,
    ::testing::Values(
        Row{"number_as_a_name", R"(interlock: 1
skills:
  - name: 0x1F
)",
            "B5 3:11 skill name is the number 0x1F; text is wanted | quote it: \"0x1F\""},
        Row{"exponent_as_text", R"(interlock: 1
skills:
  - {name: A, description: 1e3}
)",
            "B5 3:28 skill 'A': field 'description' is the number 1e3; text is wanted | quote it: \"1e3\""},
        Row{"octal_as_text", R"(interlock: 1
skills:
  - {name: A, description: 0o17}
)",
            "B5 3:28 skill 'A': field 'description' is the number 0o17; text is wanted | quote it: \"0o17\""},
        Row{"leading_zero_as_text", R"(interlock: 1
skills:
  - {name: A, description: 012}
)",
            "B5 3:28 skill 'A': field 'description' is the number 012; text is wanted | quote it: \"012\""},
        Row{"boolean_as_a_name", R"(interlock: 1
skills:
  - name: true
)",
            "B5 3:11 skill name is true; text is wanted | quote it: \"true\""},
        Row{"null_name", R"(interlock: 1
skills:
  - name: ~
)",
            "B6 3:11 skill name has no value | leave the key out to leave the field alone; a removal is written out "
            "(`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"empty_id", R"(interlock: 1
skills:
  - {name: A, id: ""}
)",
            "B6 3:19 skill 'A': field 'id' has no value | leave the key out to leave the field alone; a removal is "
            "written out (`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"yes_as_a_boolean", R"(interlock: 1
skills:
  - {name: A, enabled: yes}
)",
            "B5 3:24 skill 'A': field 'enabled' is the text 'yes'; true or false is wanted | write `true` or `false`, "
            "without quotes"},
        Row{"wrong_choice", R"(interlock: 1
schedules:
  - {name: A, state: shut}
)",
            "B5 3:22 schedule 'A': field 'state' is the text 'shut'; one of open, closed is wanted"},
        Row{"entry_that_is_text", R"(interlock: 1
skills: [A]
)",
            "B5 2:10 an entry of 'skills' is the text 'A'; a map is wanted"},
        Row{"list_as_a_manifest", "- interlock: 1\n", "B5 1:1 a manifest is a list; a map is wanted"},
        Row{"null_field", R"(interlock: 1
queues:
  - name: Chat
    requires:
)",
            "B6 4:5 queue 'Chat': field 'requires' has no value | leave the key out to leave the field alone; a "
            "removal is written out (`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"null_level", R"(interlock: 1
profiles:
  - {user: ana@example.com, levels: {A: ~}}
)",
            "B6 3:41 user 'ana@example.com': level of 'A' has no value | leave the key out to leave the field alone; a "
            "removal is written out (`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"null_section", R"(interlock: 1
skills:
)",
            "B6 2:1 section 'skills' has no value | leave the key out to leave the field alone; a removal is written "
            "out (`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"unknown_section", R"(interlock: 1
skils:
  - name: A
)",
            "B7 2:1 the manifest: unknown field 'skils' | did you mean 'skills'?"},
        Row{"unknown_field", R"(interlock: 1
skills:
  - {name: A, enabeld: true}
)",
            "B7 3:15 skill 'A': unknown field 'enabeld' | did you mean 'enabled'? it has name, id, description, type, "
            "enabled, parent, replaces, absent"},
        Row{"all_problems_at_once", R"(interlock: 1
skills:
  - {name: A, enabled: 1}
  - {name: "", parent: 2}
queus: []
)",
            "B5 3:24 skill 'A': field 'enabled' is the number 1; true or false is wanted | write `true` or `false`, "
            "without quotes\n"
            "B20 4:12 skill name is empty; 1 to 100 characters are allowed | give it a name\n"
            "B5 4:24 a skill: field 'parent' is the number 2; text is wanted | quote it: \"2\"\n"
            "B7 5:1 the manifest: unknown field 'queus' | did you mean 'queues'?"},
        Row{"unknown_field_of_a_requirement", R"(interlock: 1
queues:
  - {name: Chat, requires: [{skil: A, level: 1}]}
)",
            "B7 3:30 queue 'Chat': requires: unknown field 'skil' | did you mean 'skill'? it has skill, level, max"},
        Row{"misspelt_name", R"(interlock: 1
skills:
  - nam: A
  - {}
)",
            "B7 3:5 a skill: unknown field 'nam' | did you mean 'name'? it has name, id, description, type, enabled, "
            "parent, replaces, absent\n"
            "B7 4:5 a skill: field 'name' is missing | add `name:`"},
        Row{"requirement_without_level", R"(interlock: 1
queues:
  - {name: Chat, requires: [{skill: A}]}
)",
            "B7 3:29 queue 'Chat': requires 'A': field 'level' is missing | add `level:`"},
        Row{"user_and_name", R"(interlock: 1
profiles:
  - {user: ana@example.com, name: Agents}
)",
            "B7 3:5 an entry of 'profiles' has more than one of the fields user, name, matrix | give it exactly one of "
            "them"},
        Row{"neither_user_nor_name", R"(interlock: 1
profiles:
  - {levels: {A: 1}}
)",
            "B7 3:5 an entry of 'profiles' has none of the fields user, name, matrix | give it exactly one of them"},
        Row{"absent_with_state", R"(interlock: 1
skills:
  - {name: A, absent: true, enabled: false}
)",
            "B7 3:29 skill 'A': field 'enabled' beside `absent: true` | an object that shall not exist has no other "
            "field than its id | 3:23 `absent` is here"},
        Row{"empty_name", R"(interlock: 1
skills:
  - name: ""
)",
            "B20 3:11 skill name is empty; 1 to 100 characters are allowed | give it a name"},
        Row{"blank_at_the_end", R"(interlock: 1
skills:
  - name: "A "
)",
            "B20 3:11 skill name 'A ' has blanks at an end (2 characters); 1 to 100 characters are allowed | write "
            "'A'"},
        Row{"blank_name", R"(interlock: 1
skills:
  - name: "\u3000"
)",
            "B20 3:11 skill name '\343\200\200' is blank; 1 to 100 characters are allowed | give it a name"},
        Row{"user_with_a_blank", R"(interlock: 1
profiles:
  - user: "ana@example.com\r"
)",
            "B20 3:11 user 'ana@example.com\\x0d' has blanks at an end (16 characters); 1 to 254 characters are "
            "allowed | write 'ana@example.com'"},
        Row{"long_name", R"(interlock: 1
skills:
  - name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
)",
            "B20 3:11 skill name "
            "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\342\200\246' has 101 "
            "characters; 1 to 100 characters are allowed | shorten it"},
        Row{"blank_skill_in_levels", R"(interlock: 1
profiles:
  - {user: ana@example.com, levels: {" A": 1}}
)",
            "B20 3:38 user 'ana@example.com': skill name ' A' has blanks at an end (2 characters); 1 to 100 characters "
            "are allowed | write 'A'"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
