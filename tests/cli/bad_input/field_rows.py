"""Values that must be refused without a network call: B5-B7, B20, B22, B23, B28, B38, B77 of bad-input.md."""

import re

from .row import HEAD, Row, any_of, levels, manifest, skill, word

TYPES = [
    manifest(
        "B5",
        "a float where text is meant",
        f"{HEAD}skills:\n  - name: 1e3\n",
        at="3:11",
        says=("1e3", any_of("number", "float"), "text"),
        hint=(word("quote"),),
    ),
    manifest(
        "B5",
        "a hexadecimal number where text is meant",
        f"{HEAD}skills:\n  - name: 0x1F\n",
        at="3:11",
        says=("0x1F", "text"),
        hint=(word("quote"),),
    ),
    manifest(
        "B5",
        "a number with a leading zero where text is meant",
        f"{HEAD}skills:\n  - name: 012\n",
        at="3:11",
        says=("012", "text"),
        hint=(word("quote"),),
    ),
    manifest(
        "B5",
        "an octal number where text is meant",
        f"{HEAD}skills:\n  - name: 0o17\n",
        at="3:11",
        says=("0o17", "text"),
        hint=(word("quote"),),
    ),
    manifest(
        "B5",
        "a boolean where text is meant",
        skill("description: true"),
        at="4:18",
        says=("true", "text"),
        hint=(word("quote"),),
    ),
    manifest("B5", "null where text is meant", f"{HEAD}skills:\n  - name: null\n", at="3:11", says=("name",)),
    *(
        manifest(
            "B5",
            f"{word_} where a boolean is meant",
            skill(f"enabled: {word_}"),
            at="4:14",
            says=(word_, "enabled"),
            hint=("true", "false"),
        )
        for word_ in ("yes", "on", "no", "off", "1")
    ),
    *(
        manifest("B5", f"{text} is text", skill(f"description: {text}"), exit=0, args=("validate",))
        for text in ("yes", "12:30", "1_000", "no", '"true"', "'012'")
    ),
    *(
        manifest(
            "B6",
            f"{value or 'an empty value'} as a value",
            skill(f"description: {value}".rstrip()),
            at="4",
            says=("description",),
            hint=(word("leave"), "absent: true"),
        )
        for value in ("null", "~", "Null", "")
    ),
    manifest("B6", "null as a level", levels("null"), at="5", says=("Billing",), hint=("absent",)),
]

FIELDS = [
    manifest(
        "B7", "a misspelt section", f"{HEAD}skils:\n  - name: A\n", at="2:1", says=("'skils'",), hint=("'skills'",)
    ),
    manifest(
        "B7", "a misspelt field", skill("descripton: x"), at="4:5", says=("'descripton'",), hint=("'description'",)
    ),
    manifest(
        "B7",
        "an unknown field lists the fields that there are",
        f"{HEAD}schedules:\n  - name: A\n    zzz: 1\n",
        at="4:5",
        says=("'zzz'", "state", "name"),
    ),
    manifest(
        "B7",
        "a misspelt field of a requirement",
        f"{HEAD}queues:\n  - name: Q\n    requires:\n      - {{skill: A, levl: 1}}\n",
        at="5:20",
        says=("'levl'",),
        hint=("'level'",),
    ),
    manifest("B7", "a text where a list is wanted", f"{HEAD}skills: A\n", at="2:9", says=("skills", "list")),
    Row(
        "B7",
        "all problems of all files at once",
        {
            "manifests/a.yaml": f"{HEAD}skils: []\nschedles: []\n",
            "manifests/b.yaml": f"{HEAD}queus: []\n",
        },
        at="manifests/b.yaml:2:1",
        says=("manifests/a.yaml:2:1: error", "manifests/a.yaml:3:1: error", "'queus'"),
    ),
    manifest("B20", "an empty name", f'{HEAD}skills:\n  - name: ""\n', at="3:11", says=(any_of("empty", "blank"),)),
    manifest("B20", "a blank name", f'{HEAD}skills:\n  - name: "  "\n', at="3:11", says=(any_of("blank", "empty"),)),
    manifest(
        "B20",
        "a name with a blank in front",
        f'{HEAD}skills:\n  - name: " A"\n',
        at="3:11",
        says=(any_of("blank", "space"), "' A'"),
    ),
    manifest(
        "B20",
        "a name with a blank at its end",
        f'{HEAD}skills:\n  - name: "A "\n',
        at="3:11",
        says=(any_of("blank", "space"), "'A '"),
    ),
    manifest(
        "B20", "a name of 101 code points", f"{HEAD}skills:\n  - name: {'é' * 101}\n", at="3:11", says=("100", "101")
    ),
    manifest("B20", "a name of 100 code points", f"{HEAD}skills:\n  - name: {'é' * 100}\n", exit=0, args=("validate",)),
    *(
        manifest(
            "B20",
            f"a name that begins with {sign}",
            f'{HEAD}skills:\n  - name: "{sign}A"\n',
            exit=0,
            args=("validate",),
        )
        for sign in "=+-@"
    ),
    manifest("B22", "level 0", levels("0"), at="5:16", says=("ana@example.com", "Billing", "0", re.compile("1.*5"))),
    manifest("B22", "level 6", levels("6"), at="5:16", says=("ana@example.com", "Billing", "6", re.compile("1.*5"))),
    manifest("B22", "a negative level", levels("-1"), at="5:16", says=("ana@example.com", "Billing", "-1")),
    manifest("B22", "half a level", levels("2.5"), at="5:16", says=("ana@example.com", "Billing", "2.5", "whole")),
    manifest("B22", "a quoted level", levels('"3"'), at="5:16", says=("Billing", "3")),
    manifest("B22", "a level that is no number", levels(".nan"), at="5:16", says=("Billing", ".nan")),
    manifest("B22", "an infinite level", levels("1e400"), at="5:16", says=("Billing", "1e400")),
    manifest(
        "B22",
        "level 6 in a requirement",
        f"{HEAD}queues:\n  - name: Q\n    requires:\n      - {{skill: A, level: 6}}\n",
        at="5:27",
        says=("Q", "A", "6"),
    ),
    manifest(
        "B22",
        "the fifth bad level is said as well as the first",
        f"{HEAD}profiles:\n" + "".join(f"  - {{user: u{i}@example.com, levels: {{A: 9}}}}\n" for i in range(5)),
        at="3:40",
        says=("a.yaml:7:40: error",),
    ),
    manifest(
        "B23",
        "a requirement with its level over its max",
        f"{HEAD}queues:\n  - name: Q\n    requires:\n      - {{skill: A, level: 4, max: 2}}\n",
        at="5",
        says=("4", "2"),
    ),
    manifest(
        "B28",
        "a cycle of parents",
        f"{HEAD}skills:\n  - {{name: A, parent: B}}\n  - {{name: B, parent: C}}\n  - {{name: C, parent: A}}\n",
        says=("A", "B", "C", "a.yaml:3:", "a.yaml:4:", "a.yaml:5:"),
    ),
    manifest(
        "B28", "a skill that is its own parent", f"{HEAD}skills:\n  - {{name: A, parent: A}}\n", at="3", says=("A",)
    ),
    manifest("B38", "no format number", "skills:\n  - name: A\n", says=("interlock", "1")),
    manifest("B38", "an older format number", "interlock: 0\nskills:\n  - name: A\n", at="1:12", says=("0", "1")),
    manifest("B38", "a newer format number", "interlock: 2\nskills:\n  - name: A\n", at="1:12", says=("2", "1")),
    manifest(
        "B38", "a word for a format number", "interlock: one\nskills:\n  - name: A\n", at="1:12", says=("'one'", "1")
    ),
]


def lacking(name, text, at, *says):
    return manifest("B77", f"{name} on the guide API", text, at=at, says=(*says, "guide"))


BINDINGS = [
    lacking("the division of a skill", skill("division: Home"), "4:5", "division"),
    lacking("languages", f"{HEAD}profiles:\n  - user: ana@example.com\n    languages: {{en: 5}}\n", "4:5", "languages"),
    lacking(
        "the users of a shared profile", f"{HEAD}profiles:\n  - name: P\n    users: [ana@example.com]\n", "4:5", "users"
    ),
    lacking("IVRs", f"{HEAD}ivrs:\n  - name: Main\n", "2:1", "ivrs"),
    lacking("schedule groups", f"{HEAD}schedule_groups:\n  - name: G\n", "2:1", "schedule_groups", "state"),
    lacking("a recurrence rule", f"{HEAD}schedules:\n  - name: S\n    rrule: FREQ=DAILY\n", "4:5", "rrule"),
    lacking("deleting a schedule", f"{HEAD}schedules:\n  - name: S\n    absent: true\n", "4:5", "absent"),
    lacking("deleting a shared profile", f"{HEAD}profiles:\n  - name: P\n    absent: true\n", "4:5", "absent"),
]

ROWS = TYPES + FIELDS + BINDINGS
