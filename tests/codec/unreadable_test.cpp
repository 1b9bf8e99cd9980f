// Files that are not readable as YAML: B3, B4, B8-B14, B16, B88-B90.
#include <gtest/gtest.h>

#include <string>

#include "codec/manifest.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"
#include "support/wrong_text.hpp"

namespace interlock {
namespace {

using std::string_literals::operator""s;

using Row = testing::WrongText;

class Unreadable : public ::testing::TestWithParam<Row> {};

TEST_P(Unreadable, SaysWhereAndWhat) {
  Problems problems;
  read_manifest(std::vector<Source>{{"m.yaml", GetParam().text}}, Api::guide, problems);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Yaml, Unreadable,
    ::testing::Values(
        Row{"duplicate_key", R"(interlock: 1
skills:
  - name: A
    name: B
)",
            "B3 4:5 key 'name' appears twice in one map | remove one of the two | 3:5 first defined here"},
        Row{"duplicate_key_in_another_normal_form",
            "interlock: 1\nskills:\n  - {name: A}\nprofiles:\n  - user: ana@example.com\n    levels: {\"\303\251\": 1, "
            "\"e\314\201\": 2}\n",
            "B3 6:22 key 'e\314\201' appears twice in one map | remove one of the two | 6:14 first defined here"},
        Row{"tab_in_the_indentation", "interlock: 1\nskills:\n\t- name: A\n",
            "B4 3:1 not valid YAML: a tab in the indentation | indent with spaces"},
        Row{"tab_before_a_key", "interlock: 1\nskills:\n  - name: A\n\tenabled: true\n",
            "B4 4:1 not valid YAML: a tab in the indentation | indent with spaces"},
        Row{"line_that_does_not_align", R"(interlock: 1
skills:
    - name: A
  - name: B
)",
            "B4 4:3 not valid YAML: this line does not align with the map above it | give keys of one map the same "
            "indentation; a text with ': ' or ' #' needs quotes"},
        Row{"key_inside_a_text", R"(interlock: 1
skills:
  - name: A: B
)",
            "B4 3:12 not valid YAML: a ':' where no value can stand | a text with ': ' in it needs quotes"},
        Row{"list_without_an_end", R"(interlock: 1
skills: [{name: A}
)",
            "B4 3:1 not valid YAML: the '[' of a list has no ']', or a comma is missing"},
        Row{"quote_without_an_end", R"(interlock: 1
skills: [{name: "A}]
)",
            "B4 3:1 not valid YAML: a quote that is not closed"},
        Row{"alias_without_an_anchor", R"(interlock: 1
skills: *nowhere
)",
            "B4 2:9 not valid YAML: an alias to an anchor that does not exist | a text that begins with * needs "
            "quotes"},
        Row{"number_as_a_key", R"(interlock: 1
profiles:
  - user: ana@example.com
    levels: {911: 3}
)",
            "B5 4:14 key '911' is read as number; keys are text | quote it: \"911\""},
        Row{"list_as_a_key", R"(interlock: 1
? [a]
: b
)",
            "B5 2:3 a list as a key; keys are text | a text that begins with { or [ needs quotes"},
        Row{"alias_as_a_key", R"(interlock: 1
skills: [{name: &a A}]
*a : b
)",
            "B5 3:1 an alias as a key; keys are text | write it out"},
        Row{"alias_to_itself", R"(interlock: 1
skills: &x [*x]
)",
            "B9 2:13 the alias refers to a node that contains it | write the values out | 2:9 the node begins here"},
        Row{"merge_key", R"(interlock: 1
skills:
  - &a {name: A}
  - {<<: *a, name: B}
)",
            "B11 4:6 merge key '<<' is not part of YAML 1.2 | write the keys out"},
        Row{"foreign_tag", R"(interlock: 1
skills: !include other.yaml
)",
            "B12 2:9 tag '!include' is not supported here | remove it; includes and types of other programs do not "
            "exist in manifests"},
        Row{"tag_of_a_language", R"(interlock: 1
skills:
  - name: !!python/object A
)",
            "B12 3:11 tag '!!python/object' is not supported here | remove it; includes and types of other programs do "
            "not exist in manifests"},
        Row{"core_tag_that_does_not_fit", R"(interlock: 1
skills:
  - {name: A, enabled: !!bool maybe}
)",
            "B12 3:24 tag '!!bool' is not supported here | remove it; includes and types of other programs do not "
            "exist in manifests"},
        Row{"control_character", "interlock: 1\nskills:\n  - name: \"A\033[31m\"\n",
            "B14 3:13 byte 33 (1b): control characters are not part of YAML | if it is meant, write \"\\x1b\" in "
            "double quotes"},
        Row{"invalid_utf8", "interlock: 1\nskills:\n  - name: \300\257\n",
            "B14 3:11 byte 31 (c0 af 0a): not valid UTF-8 | save the file as UTF-8"},
        Row{"lone_surrogate", "interlock: 1\nskills: \"\355\240\200\"\n",
            "B14 2:10 byte 22 (ed a0 80 22): not valid UTF-8 | save the file as UTF-8"},
        Row{"nul_byte", "interlock: 1\nskills: \"\000\"\n"s,
            "B14 2:10 byte 22 (00): control characters are not part of YAML | if it is meant, write \"\\x00\" in "
            "double quotes"},
        Row{"utf_16", "\377\376i\000n\000"s,
            "B14 1:1 byte 0 (ff fe 69 00): this is UTF-16 or UTF-32; manifests are UTF-8 | save the file as UTF-8"},
        Row{"utf_16_without_a_mark", "i\000n\000t\000"s,
            "B14 1:1 byte 0 (69 00 6e 00): this is UTF-16 or UTF-32; manifests are UTF-8 | save the file as UTF-8"},
        Row{"invalid_byte_behind_lone_carriage_returns", "interlock: 1\r\rskills: \377",
            "B14 3:9 byte 22 (ff): not valid UTF-8 | save the file as UTF-8"},
        Row{"old_directive", R"(%YAML 1.1
---
interlock: 1
skills:
  - name: A
)",
            "B88 1:1 directive '%YAML 1.1' is not supported: manifests are read as YAML 1.2 | remove the line; in YAML "
            "1.1 `no`, `012` and `12:30` mean something else than here"},
        Row{"directive_of_a_later_document", R"(interlock: 1
...
%TAG ! tag:example.com,2026:
---
interlock: 1
)",
            "B88 3:1 directive '%TAG ! tag:example.com,2026:' is not supported: manifests are read as YAML 1.2 | "
            "remove the line; in YAML 1.1 `no`, `012` and `12:30` mean something else than here"},
        Row{"merge_conflict", R"(interlock: 1
skills:
<<<<<<< HEAD
  - name: A
=======
  - name: B
>>>>>>> theirs
)",
            "B89 3:1 unresolved merge conflict | choose a side and remove the lines of markers | 5:1 the other side "
            "begins here | 7:1 the conflict ends here"},
        Row{"half_resolved_merge_conflict", R"(interlock: 1
skills:
  - name: A
>>>>>>> theirs
)",
            "B89 4:1 unresolved merge conflict | choose a side and remove the lines of markers"},
        Row{"template", R"(interlock: 1
skills:
  - name: {{ skill }}
)",
            "B90 3:11 this looks like a template that was not rendered: '{{ skill }}' | render the template first; "
            "manifests have no variables"},
        Row{"template_in_quotes", R"(interlock: 1
skills:
  - name: "${{ vars.skill }}"
)",
            "B90 3:12 this looks like a template that was not rendered: '${{ vars.skill }}' | render the template "
            "first; manifests have no variables"},
        Row{"git_lfs_pointer", R"(version https://git-lfs.github.com/spec/v1
oid sha256:0
size 1
)",
            "B90 m.yaml this looks like a pointer of Git LFS, not the file | run `git lfs pull`"},
        Row{"encrypted", R"($ANSIBLE_VAULT;1.1;AES256
6162
)",
            "B90 m.yaml this looks like a file encrypted by ansible-vault | decrypt it first; nothing of its content "
            "is shown"},
        Row{"encrypted_by_sops", R"(interlock: 1
skills: ENC[AES256_GCM,data:x]
sops:
  mac: x
)",
            "B90 m.yaml this looks like a file encrypted by sops | decrypt it first; nothing of its content is shown"},
        Row{"encrypted_by_age", R"(age-encryption.org/v1
-> X25519 x
)",
            "B90 m.yaml this looks like a file encrypted by age | decrypt it first; nothing of its content is shown"},
        Row{"gzip", "\037\213\010\000\000"s, "B90 m.yaml this looks like a binary file (gzip) | give the text itself"},
        Row{"stray_comma", ",", "B4 1:1 not valid YAML: a character that cannot begin a value | quote the text"},
        Row{"comma_behind_a_document", R"(--- 
,)",
            "B4 2:1 not valid YAML: a character that cannot begin a value | quote the text"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
