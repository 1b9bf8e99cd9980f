"""Skill matrices that must be refused without a network call: B75, and B16, B20-B22, B33 as far as they are theirs."""

from .row import HEAD, Row, any_of, word

NAMED = f"{HEAD}profiles:\n  - matrix: agents.csv\n"


def matrix(id, name, table, at="", says=(), hint=(), request=NAMED, **more):
    """A row whose input is the table that manifests/a.yaml names."""
    where = f"manifests/agents.csv:{at}" if at else ""
    return Row(
        id, name, {"manifests/a.yaml": request, "manifests/agents.csv": table}, at=where, says=says, hint=hint, **more
    )


def link(name, where, target, written=None):
    """Without -f, the search for manifests would refuse the link before any of them is read."""
    leads = {f"manifests/{where}": target}
    return path(name, written or where, (word("leads out"),), args=("plan", "-f", "manifests/a.yaml"), links=leads)


def path(name, written, says, at="3:13", **more):
    """A manifest whose matrix may not be opened; the canary lies where the path leads."""
    files = {"manifests/a.yaml": f"{HEAD}profiles:\n  - matrix: {written}\n", "secret.csv": "user,canary\ncanary,9\n"}
    where = f"manifests/a.yaml:{at}"
    return Row("B33", name, files, at=where, says=(f"'{written}'", *says), never=("canary",), **more)


USER = "ana@example.com"

TABLES = [
    matrix("B75", "a row with too few cells", f"user,A,B\n{USER},3\n", "2:17", says=(USER, "'B'", "3")),
    matrix("B75", "a row with too many cells", f"user,A\n{USER},3,4\n", "2:19", says=(USER, "'4'", "2")),
    matrix("B75", "a missing heading", f"user,A,\n{USER},3,4\n", "1:8", says=("column 3",)),
    matrix("B75", "a double heading", f"user,A,A\n{USER},3,4\n", "1:8", says=("'A'", "manifests/agents.csv:1:6")),
    matrix("B75", "no headings", f"{USER},3\n", "1:1", says=("user, profile",)),
    matrix("B75", "an empty table", "", says=("headings",)),
    matrix(
        "B75",
        "a user in two rows",
        f"user,A\n{USER},3\nben@example.com,3\n{USER},4\n",
        "4:1",
        says=(USER, "manifests/agents.csv:2:1"),
    ),
    matrix("B75", "a row without a user", "user,A\n,3\n", "2:1", says=("'user'",)),
    matrix("B75", "semicolons", f"user;A\n{USER};2,5\n", "1:1", says=("';'",), hint=("commas",)),
    matrix("B75", "tabs", f"user\tA\n{USER}\t3\n", "1:1", says=("tab",), hint=("commas",)),
    matrix("B75", "semicolons behind quotes", f'"user";"A"\n"{USER}";"3"\n', "1:7", says=("';'",), hint=("commas",)),
    matrix("B75", "an open quote", f'user,A\n{USER},"3\nben,4\n', "2:17", says=(USER, "'A'", word("not closed"))),
    matrix("B75", "a quote inside a cell", f'user,A\n{USER},3"\n', "2:18", says=(USER, "'A'")),
    matrix(
        "B75", "a decimal comma", f'user,A\n{USER},"2,5"\n', "2:17", says=(USER, "'A'", "'2,5'"), hint=("decimal comma",)
    ),
    matrix("B75", "a decimal comma that splits a row", f"user,A\n{USER},2,5\n", "2:19", hint=("decimal comma",)),
    matrix("B75", "a mark of UTF-8 is accepted", f"\ufeffuser,A\n{USER},3\n", exit=0, args=("validate",)),
    matrix("B75", "lines that end in CR LF are accepted", f"user,A\r\n{USER},3\r\n", exit=0, args=("validate",)),
    matrix("B75", "an empty cell is accepted", f"user,A,B\n{USER},,3\n", exit=0, args=("validate",)),
    matrix("B1", "headings only", "user,A\n", says=("manifests/agents.csv", word("nothing declared"))),
    matrix("B14", "invalid UTF-8", b"user,A\nan\xe9,3\n", "2:3", says=("e9",)),
    matrix("B14", "a NUL byte", b"user,A\nana,\0\n", "2:5", says=("00",)),
    matrix("B14", "UTF-16", f"user,A\n{USER},3\n".encode("utf-16"), says=("UTF-16",)),
    matrix("B20", "blanks at the end of a heading", f"user,A \n{USER},3\n", "1:6", says=("'A '",)),
    matrix("B89", "an unresolved merge", f"user,A\n<<<<<<< a\n{USER},3\n=======\n{USER},4\n>>>>>>> b\n", "2:1"),
    matrix("B90", "a workbook", b"PK\x03\x04canary", says=("zip",), never=("canary",)),
    matrix(
        "B75",
        "a file of secrets is no matrix and not shown",
        "TOKEN=canary\nOTHER=canary\n",
        "1:1",
        never=("canary", "TOKEN"),
    ),
]

LEVELS = [
    matrix("B22", f"the level {cell}", f"user,B,A\n{USER},3,{cell}\n", "2:19", says=(USER, "'A'", cell, "1 to 5"))
    for cell in ("0", "6", "-1", "2.5", ".nan", "1e400", "expert", "null")
]

TWICE = [
    matrix(
        "B21",
        "a user of a matrix and of an entry",
        f"user,A\n{USER},3\n",
        "2:1",
        request=NAMED + f"  - user: {USER}\n    levels: {{B: 1}}\n",
        says=(USER, "manifests/a.yaml:4:11"),
    ),
    Row(
        "B81",
        "a user of two matrices",
        {
            "manifests/a.yaml": NAMED + "  - matrix: others.csv\n",
            "manifests/agents.csv": f"user,A\n{USER},3\n",
            "manifests/others.csv": f"user,B\nben@example.com,3\n{USER},3\n",
        },
        at="manifests/others.csv:3:1",
        says=(USER, "manifests/agents.csv:2:1"),
    ),
    matrix(
        "B21",
        "a matrix named twice",
        f"user,A\n{USER},3\n",
        request=NAMED + "  - matrix: ./agents.csv\n",
        says=("manifests/a.yaml:4:13: error", "'./agents.csv'", "manifests/a.yaml:3:13"),
    ),
]

PATHS = [
    path("a matrix above the root", "../secret.csv", (word("leads out"),)),
    path("a matrix by an absolute path", "/etc/passwd", (word("absolute"),)),
    link("a link out of the root", "link.csv", "../secret.csv"),
    link("a link to a directory outside", "up", "..", written="up/secret.csv"),
    link("an absolute link", "link.csv", "/etc/passwd"),
    link("a link to a device", "null.csv", "/dev/null"),
    path("a pipe", "pipe.csv", ("pipe",), pipes=("manifests/pipe.csv",)),
    path("a directory", ".", ("directory",)),
    path("no file", "none.csv", (word("does not exist"),)),
    Row(
        "B33",
        "a matrix beside a manifest of a root of its own",
        {
            "manifests/team/a.yaml": f"{HEAD}profiles:\n  - matrix: ../agents.csv\n",
            "manifests/agents.csv": "user,canary\n",
        },
        args=("validate", "-f", "manifests/team/a.yaml"),
        at="manifests/team/a.yaml:3:13",
        says=("'../agents.csv'",),
        never=("canary",),
    ),
]

CAPS = [
    matrix(
        "B16",
        "a table of 33 MiB",
        lambda: "user,A\n" + ("x" * 1023 + "\n") * 33 * 1024,
        says=(any_of("33554432"), "34603015"),
        memory=512 << 20,
    ),
    matrix(
        "B16",
        "a table of 100,001 rows",
        lambda: "user,A\n" + "".join(f"u{i},3\n" for i in range(100_001)),
        "100002:1",
        says=("100000 rows",),
        memory=1024 << 20,
    ),
    matrix(
        "B16",
        "a table of more than 5 M cells",
        lambda: "user" + "".join(f",{i}" for i in range(99)) + "\n" + "".join(f"u{i}{',' * 99}\n" for i in range(50_000)),
        "50001:1",
        says=("5000000 cells",),
        memory=512 << 20,
    ),
]

ROWS = TABLES + LEVELS + TWICE + PATHS + CAPS
