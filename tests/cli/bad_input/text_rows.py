"""Files that must be refused without a network call: B1-B4, B8-B16, B21, B88-B90 of bad-input.md."""

import re

from .row import HEAD, Row, any_of, levels, manifest, skill, word

EMPTY = [
    manifest("B1", "an empty file", "", says=(word("nothing declared"), any_of("deleted", "deletion"))),
    manifest("B1", "only comments", "# skills:\n#  - name: A\n", says=(word("nothing declared"),)),
    manifest("B1", "only a document start", "---\n", says=(word("nothing declared"),)),
    Row(
        "B1",
        "an empty file beside one that declares something is a warning",
        {"manifests/a.yaml": "# later\n", "manifests/b.yaml": f"{HEAD}skills:\n  - name: A\n"},
        args=("validate",),
        exit=0,
        says=("manifests/a.yaml", "warning", word("nothing declared")),
    ),
    Row(
        "B2",
        "a directory without manifests",
        {"manifests/readme.txt": "nothing here"},
        exit=4,
        says=("manifests", "an empty desired state is refused"),
    ),
    Row(
        "B2",
        "a directory that holds settings only",
        {"conf/interlock.yaml": HEAD},
        args=("plan", "-f", "conf"),
        exit=4,
        says=("conf", "an empty desired state is refused"),
    ),
    Row(
        "B2",
        "a pattern without a match",
        {"manifests/a.yaml": f"{HEAD}skills:\n  - name: A\n"},
        args=("plan", "-f", "manifests/*.yml"),
        exit=4,
        says=("manifests/*.yml", "an empty desired state is refused"),
    ),
]

DUPLICATES = [
    manifest(
        "B3",
        "a duplicate key",
        skill("description: x\n    description: y"),
        at="5:5",
        says=("'description'", "a.yaml:4:5"),
    ),
    manifest(
        "B3",
        "a key that is the same in normal form C",
        f"{HEAD}profiles:\n  - user: ana@example.com\n    levels:\n      Café: 1\n      Cafe\u0301: 2\n",
        at="6:7",
        says=("a.yaml:5:7",),
    ),
    manifest(
        "B21",
        "the same skill twice in one file",
        f"{HEAD}skills:\n  - name: A\n  - name: A\n",
        at="4:11",
        says=("A", "a.yaml:3:11"),
    ),
    Row(
        "B21",
        "the same skill in two files",
        {
            "manifests/a.yaml": f"{HEAD}skills:\n  - name: A\n",
            "manifests/b.yaml": f"{HEAD}skills:\n  - {{description: x, name: A}}\n",
        },
        at="manifests/b.yaml:3:28",
        says=("A", "manifests/a.yaml:3:11"),
    ),
    Row(
        "B21",
        "the same user in two files",
        {
            "manifests/a.yaml": levels(1),
            "manifests/deep/b.yaml": levels(2),
        },
        at="manifests/deep/b.yaml:3:11",
        says=("ana@example.com", "manifests/a.yaml:3:11"),
    ),
]

SYNTAX = [
    manifest("B4", "a tab in the indentation", f"{HEAD}skills:\n\t- name: A\n", at="3:1", says=(word("tab"),)),
    manifest(
        "B4", "a tab inside an entry", f"{HEAD}skills:\n  - name: A\n\tenabled: true\n", at="4:1", says=(word("tab"),)
    ),
    manifest("B4", "indentation that does not align", f"{HEAD}skills:\n  - name: A\n   enabled: true\n", at="4"),
    manifest(
        "B8",
        "an alias bomb",
        HEAD
        + "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 10)}]\n" for a, b in zip("abcdefghi", "bcdefghij")),
        at=re.compile(r"manifests/a\.yaml:\d+:\d+: error"),
        says=(any_of("alias"), re.compile(r"5[,' ]?000[,' ]?000|5 ?M")),
        memory=512 << 20,
    ),
    manifest("B9", "an alias inside its own anchor", f"{HEAD}skills: &x\n  - *x\n", at="3:5", says=("a.yaml:2:9",)),
    manifest("B9", "an alias inside its own flow list", f"{HEAD}skills: &x [*x]\n", at="2:13", says=("a.yaml:2:9",)),
    manifest("B10", "nesting 65 deep", HEAD + "skills: " + "[" * 65 + "]" * 65 + "\n", says=("64",)),
    manifest("B10", "nesting 100,000 deep", HEAD + "skills: " + "[" * 100_000, says=("64",), memory=512 << 20),
    manifest(
        "B10",
        "block nesting 65 deep",
        HEAD + "skills:\n" + "".join(" " * i + "-\n" for i in range(1, 70)),
        says=("64",),
    ),
    manifest(
        "B11",
        "a merge key",
        f"{HEAD}skills:\n  - &a {{name: A}}\n  - <<: *a\n    name: B\n",
        at="4:5",
        says=("not part of YAML 1.2",),
        hint=("write the keys out",),
    ),
    manifest(
        "B12",
        "a python tag",
        skill("description: !!python/object:os.system x"),
        at="4:18",
        says=("python/object:os.system",),
    ),
    manifest("B12", "an include tag", skill("description: !include secret.txt"), at="4:18", says=("!include",)),
    manifest("B12", "a local tag on a mapping", f"{HEAD}skills:\n  - !x {{name: A}}\n", at="3:5", says=("!x",)),
    manifest("B12", "a core tag is accepted", skill("description: !!str 12"), exit=0, args=("validate",)),
    manifest(
        "B13",
        "two documents",
        f"{HEAD}skills:\n  - name: A\n---\n{HEAD}skills:\n  - name: B\n",
        exit=0,
        args=("validate",),
    ),
    manifest(
        "B13",
        "positions count from the start of the file",
        f"{HEAD}skills:\n  - name: A\n---\n{HEAD}skils:\n  - name: B\n",
        at="6:1",
        says=("'skils'",),
    ),
    manifest(
        "B88",
        "a YAML 1.1 directive",
        f"%YAML 1.1\n---\n{HEAD}skills:\n  - name: A\n",
        at="1:1",
        says=("%YAML 1.1", "read as YAML 1.2", any_of("no", "012", "12:30")),
    ),
    manifest(
        "B88",
        "a tag directive",
        f"%TAG ! tag:example.com,2000:\n---\n{HEAD}skills:\n  - name: A\n",
        at="1:1",
        says=("%TAG",),
    ),
    manifest(
        "B88",
        "a YAML 1.2 directive is accepted",
        f"%YAML 1.2\n---\n{HEAD}skills:\n  - name: A\n",
        exit=0,
        args=("validate",),
    ),
    manifest(
        "B89",
        "an unresolved merge conflict",
        f"{HEAD}skills:\n<<<<<<< HEAD\n  - name: A\n=======\n  - name: B\n>>>>>>> branch\n",
        at="3:1",
        says=(word("unresolved merge conflict"), "a.yaml:5:1", "a.yaml:7:1"),
        never=("did you mean",),
    ),
    manifest(
        "B90",
        "a template in double braces",
        f"{HEAD}skills:\n  - name: {{{{ skill_name }}}}\n",
        says=(word("template"),),
    ),
    manifest(
        "B90",
        "a template of a workflow file",
        skill("description: ${{ github.ref }}"),
        at=re.compile(r"manifests/a\.yaml:4:\d+: error"),
        says=(word("template"),),
    ),
    manifest(
        "B90",
        "a pointer of a large-file store",
        "version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 12345\n",
        says=(any_of("large-file", "large file", "LFS"),),
        never=("0123456789abcdef",),
    ),
    manifest(
        "B90",
        "an encrypted file",
        "-----BEGIN PGP MESSAGE-----\n\nhQEMA5canaryAAA\n-----END PGP MESSAGE-----\n",
        says=(word("encrypted"),),
        never=("hQEMA5canary",),
    ),
    manifest(
        "B90",
        "an encrypted vault",
        "$ANSIBLE_VAULT;1.1;AES256\n6162636465canary\n",
        says=(word("encrypted"),),
        never=("6162636465canary",),
    ),
    manifest(
        "B90",
        "a binary file",
        b"\x7fELF\x02\x01\x01\x00\x00\x00canary",
        says=(any_of("binary", "NUL", "0x00"),),
        never=("canary",),
    ),
]

TEXT = [
    manifest(
        "B14",
        "UTF-16 with a mark",
        (HEAD + "skills: []\n").encode("utf-16"),
        says=(any_of("UTF-16", "UTF-8"), any_of("ff fe", "fffe")),
    ),
    manifest(
        "B14",
        "UTF-16 without a mark",
        (HEAD + "skills: []\n").encode("utf-16-le"),
        says=(any_of("UTF-16", "NUL", "UTF-8"),),
    ),
    manifest("B14", "an invalid byte", skill("description: caf").encode()[:-1] + b"\xe9!\n", says=("53", word("e9"))),
    manifest(
        "B14", "an overlong form", skill("description: caf").encode()[:-1] + b"\xc0\xaf\n", says=("53", word("c0"))
    ),
    manifest(
        "B14", "a lone surrogate", skill("description: caf").encode()[:-1] + b"\xed\xa0\x80\n", says=("53", word("ed"))
    ),
    manifest("B14", "a NUL byte", skill("description: caf").encode()[:-1] + b"\0\n", says=("53", word("00"))),
    manifest(
        "B14", "a UTF-8 mark is accepted", b"\xef\xbb\xbf" + skill("enabled: true").encode(), exit=0, args=("validate",)
    ),
    manifest(
        "B15", "lines that end in CR LF", skill("enabled: true").replace("\n", "\r\n"), exit=0, args=("validate",)
    ),
    manifest(
        "B15", "CR LF moves no position", skill("enabld: true").replace("\n", "\r\n"), at="4:5", says=("'enabld'",)
    ),
    manifest("B15", "a lone CR ends a line", skill("enabld: true").replace("\n", "\r"), at="4:5", says=("'enabld'",)),
    manifest("B15", "no newline at the end", skill("enabled: true").rstrip("\n"), exit=0, args=("validate",)),
    manifest("B15", "no newline at the end moves no position", skill("enabld: true").rstrip("\n"), at="4:5"),
    manifest("B15", "a line separator in text", skill('description: "one\u2028two"'), exit=0, args=("validate",)),
    manifest(
        "B15",
        "columns count code points",
        f"{HEAD}skills:\n  - {{description: é🙂, nme: A}}\n",
        at="3:23",
        says=("'nme'",),
    ),
]


def numbered_levels(count):
    return (
        HEAD + "profiles:\n  - user: ana@example.com\n    levels:\n" + "".join(f"      s{i}: 1\n" for i in range(count))
    )


CAPS = [
    manifest(
        "B16",
        "a file of 33 MiB",
        lambda: HEAD + ("#" + "x" * 1022 + "\n") * 33 * 1024,
        says=(any_of("32 MiB", "33554432", "33,554,432"), any_of("33", "34")),
        memory=512 << 20,
    ),
    manifest(
        "B16",
        "a scalar over 1 MiB",
        lambda: skill("description: " + "x" * ((1 << 20) + 1)),
        at="4:18",
        says=(any_of("1 MiB", "1048576", "1,048,576"), any_of("1048577", "1,048,577", "1.0")),
    ),
    manifest(
        "B16",
        "a mapping of 100,001 keys",
        lambda: numbered_levels(100_001),
        says=(any_of("100000", "100,000"), any_of("100001", "100,001", "keys")),
        memory=1024 << 20,
    ),
]

ROWS = EMPTY + DUPLICATES + SYNTAX + TEXT + CAPS
