"""Names that are not what they look like: B17-B19 of bad-input.md, without a network call."""

from .row import HEAD, Row, manifest, word

OVERRIDE = "\u202e"
ALIKE = "manifests/a.yaml:4:11: warning: "


def hidden(name, character, code, escape):
    """A skill whose name has the character behind two others, as it is."""
    return manifest(
        "B17",
        name,
        f"{HEAD}skills:\n  - name: ab{character}c\n",
        at="3:13",
        says=(code, "skill"),
        hint=(f'"ab{escape}c"',),
    )


def fine(id, name, text):
    return manifest(id, name, text, args=("validate",), exit=0)


HIDDEN = [
    hidden("a right-to-left override", OVERRIDE, "U+202E", r"\u202E"),
    hidden("an isolate", "\u2066", "U+2066", r"\u2066"),
    hidden("a zero-width space", "\u200b", "U+200B", r"\u200B"),
    hidden("a zero-width joiner", "\u200d", "U+200D", r"\u200D"),
    hidden("a soft hyphen", "\u00ad", "U+00AD", r"\u00AD"),
    hidden("a tag character", "\U000e0041", "U+E0041", r"\U000E0041"),
    hidden("a tab", "\t", "U+0009", r"\t"),
    manifest(
        "B17",
        "an override in single quotes, behind letters of several bytes",
        f"{HEAD}queues:\n  - name: 'é👋{OVERRIDE}x'\n",
        at="3:14",
        says=("U+202E", "queue"),
    ),
    manifest(
        "B17",
        "an override in double quotes beside one that is escaped",
        f'{HEAD}skills:\n  - name: "\\u202E{OVERRIDE}x"\n',
        at="3:18",
        says=("U+202E",),
    ),
    manifest(
        "B17",
        "an override in a reference",
        f"{HEAD}queues:\n  - name: Q\n    requires:\n      - {{skill: A{OVERRIDE}, level: 1}}\n",
        at="5:18",
        says=("U+202E", r"'A\u202e'"),
    ),
    manifest(
        "B17",
        "a zero-width space in the name of a level",
        f"{HEAD}profiles:\n  - user: ana@example.com\n    levels:\n      A\u200b: 1\n",
        at="5:8",
        says=("U+200B",),
    ),
    manifest(
        "B17",
        "an override that an alias brings",
        f"{HEAD}skills:\n  - {{name: A, description: &x A{OVERRIDE}}}\n  - name: *x\n",
        at="3:32",
        says=("U+202E",),
    ),
    manifest(
        "B17",
        "a line end in a name",
        f"{HEAD}skills:\n  - name: |-\n      A\n      B\n",
        says=("U+000A",),
        hint=(r'"A\nB"',),
    ),
    fine("B17", "an override that was written as an escape", f'{HEAD}skills:\n  - name: "A\\u202E"\n'),
    fine("B17", "joiners in a description", f"{HEAD}skills:\n  - {{name: A, description: '\u200d\u200c\ufe0f'}}\n"),
    manifest(
        "B17",
        "an override in a comment is a warning",
        f"{HEAD}skills:\n  - name: A # {OVERRIDE} admin\n",
        args=("validate",),
        exit=0,
        says=("manifests/a.yaml:3:15: warning: ", "U+202E"),
    ),
    manifest(
        "B17",
        "an override in a description is a warning",
        f"{HEAD}skills:\n  - {{name: A, description: 'x{OVERRIDE}'}}\n",
        args=("validate",),
        exit=0,
        says=("manifests/a.yaml:3:30: warning: ", "U+202E"),
    ),
]

SAME = [
    manifest(
        "B18",
        "two skills that differ in case",
        f"{HEAD}skills:\n  - name: Billing\n  - name: BILLING\n",
        at="4:11",
        says=("'Billing'", "'BILLING'", "a.yaml:3:11", word("case")),
    ),
    manifest(
        "B18",
        "two queues that differ in normal form",
        f"{HEAD}queues:\n  - name: Caf\u00e9\n  - name: Cafe\u0301\n",
        at="4:11",
        says=("U+00E9", "U+0065 U+0301", "a.yaml:3:11"),
    ),
    manifest(
        "B18",
        "one user in two spellings",
        f"{HEAD}profiles:\n  - user: ana@example.com\n  - user: Ana@Example.com\n",
        at="4:11",
        says=("'Ana@Example.com'", "'ana@example.com'", "a.yaml:3:11"),
    ),
    Row(
        "B18",
        "a skill and a reference to it in another file",
        {
            "manifests/a.yaml": f"{HEAD}skills:\n  - name: Billing\n",
            "manifests/b.yaml": f"{HEAD}profiles:\n  - user: ana@example.com\n    levels: {{billing: 1}}\n",
        },
        at="manifests/b.yaml:4:14",
        says=("'billing'", "'Billing'", "manifests/a.yaml:3:11"),
    ),
    Row(
        "B18",
        "an overlay brings the twin",
        {
            "manifests/a.yaml": f"{HEAD}skills:\n  - name: Billing\n",
            "overlay/b.yaml": f"{HEAD}skills:\n  - name: billing\n",
        },
        args=("plan", "--overlay", "overlay"),
        at="overlay/b.yaml:3:11",
        says=("'billing'", "'Billing'", "manifests/a.yaml:3:11"),
    ),
    fine("B18", "the same name for two kinds", f"{HEAD}skills:\n  - name: Billing\nqueues:\n  - name: billing\n"),
    fine("B18", "the twin goes", f"{HEAD}skills:\n  - name: Billing\n  - {{name: billing, absent: true}}\n"),
]


def alike(name, first, other, *says):
    return manifest(
        "B19",
        name,
        f"{HEAD}skills:\n  - name: {first}\n  - name: {other}\n",
        args=("validate",),
        exit=0,
        says=(ALIKE, f"'{first}'", f"'{other}'", *says),
    )


ALIKE_NAMES = [
    alike("a letter of another alphabet", "Support", "\u0405upport", "U+0053", "U+0405"),
    alike("a Greek letter", "Overflow", "\u039fverflow", "U+004F", "U+039F"),
    alike("a full-width letter", "Tier", "\uff34ier", "U+0054", "U+FF34"),
    alike("the digit one for a small L", "Billing", "Bi1ling", "U+006C", "U+0031"),
    manifest(
        "B19",
        "a series of numbers raises no alarm",
        HEAD + "queues:\n" + "".join(f"  - name: Line_{number}\n" for number in range(1, 120)),
        args=("validate",),
        exit=0,
        never=("warning",),
    ),
]

ROWS = HIDDEN + SAME + ALIKE_NAMES
