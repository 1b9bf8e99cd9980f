"""Bad input on the published API that is refused without a network call: B30, B34, B35, B45, B47, B48, B79-B82."""

from .command_rows import SKILL
from .row import HEAD, Row, any_of, manifest, word

def schedule(name, lines, at, *says, hint=()):
    text = f"{HEAD}schedules:\n  - name: S\n" + "".join(f"    {line}\n" for line in lines)
    return manifest("B30", name, text, at=at, says=says, hint=hint)


START, END = "start: 2026-01-05T08:00:00", "end: 2026-01-05T18:00:00"
TIMES = [
    schedule("an end before its start", ["start: 2026-01-05T18:00", "end: 2026-01-05T08:00"], "5:10", "'end'", "'start'"),
    schedule("an end that is the start", [START, "end: 2026-01-05T08:00:00"], "5:10", "'end'", "'start'"),
    schedule("a frequency that is none", [START, END, "rrule: FREQ=SOMETIMES"], "6:12", "'FREQ=SOMETIMES'"),
    schedule("a count of nothing", [START, END, "rrule: FREQ=DAILY;COUNT=0"], "6:12", "'COUNT=0'"),
    schedule("a thirteenth month", [START, END, "rrule: FREQ=DAILY;BYMONTH=13"], "6:12", "'BYMONTH=13'"),
    schedule(
        "a start outside its rule",
        [START, END, "rrule: FREQ=WEEKLY;BYDAY=TU,WE"],
        "4:12",
        "MO",
        "BYDAY",
        hint=("2026-01-06 (TU), 2026-01-07 (WE)",),
    ),
    schedule("a leap day of another year", ["start: 2026-02-29T08:00", "end: 2026-03-01T08:00"], "4:12", "2026-02-29"),
    schedule("the year 0", ["start: 0000-01-05T08:00", END], "4:12", "0000-01-05", hint=("1 to 9998",)),
    schedule("the year 9999", [START, "end: 9999-12-31T08:00"], "5:10", "9999-12-31", hint=("1 to 9998",)),
    schedule("a time with a zone", ["start: 2026-01-05T08:00:00Z", END], "4:12", "08:00:00Z", hint=("zone",)),
    manifest(
        "B30",
        "a zone that nobody knows",
        f"{HEAD}schedule_groups:\n  - {{name: G, time_zone: Asia/Singapur, open: []}}\n",
        at="3:26",
        says=("'Asia/Singapur'", "a time zone like Asia/Singapore"),
    ),
]


def queue(id, name, text, *says, **more):
    return manifest(id, name, f"{HEAD}queues:\n  - name: Desk\n    description: '{text}'\n", at="4:18", says=says, **more)


def secret(name, text):
    return queue("B35", name, f"see {text} there", "what looks like", name, never=(text,))


TEXTS = [
    queue("B34", "a variable", "for ${TEAM}", "'${TEAM}'", "manifests have no variables", hint=("overlay",)),
    manifest("B34", "a variable for a name", f"{HEAD}skills:\n  - name: ${{SKILL}}\n", at="3:11", says=("'${SKILL}'",)),
    manifest("B34", "what is no variable", f"{HEAD}queues: [{{name: Q, description: '5$ ${{}} $T ${{a.b}}'}}]\n", args=("validate",), exit=0),
    *(
        Row("B34", f"{name} set but empty", SKILL, env={name: ""}, says=(name, "set but empty"))
        for name in ("GENESYSCLOUD_REGION", "GENESYSCLOUD_ACCESS_TOKEN", "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE")
    ),
    secret("a private key", "-----BEGIN RSA PRIVATE KEY-----"),
    secret("an AWS access key", "AKIAIOSFODNN7EXAMPLE"),
    secret("a GitHub token", "ghp_" + "a1B2" * 9),
    secret("a bearer token", "Bearer abcdefghijklmnop.qrstuvwxyz"),
    secret("a JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"),
    secret("a password", "password=correct-horse"),
    secret("a password in an address", "https://bob:hunter2@example.com"),
    manifest(
        "B35",
        "a secret for a name",
        f"{HEAD}skills:\n  - name: AKIAIOSFODNN7EXAMPLE\n",
        at="3:11",
        says=("an AWS access key",),
        never=("AKIAIOSFODNN7EXAMPLE",),
    ),
    manifest(
        "B35",
        "words about passwords",
        f"{HEAD}queues: [{{name: Password reset, description: 'password: ask the lead'}}]\n",
        args=("validate",),
        exit=0,
    ),
]


def cell(name, text, *says):
    """A row with that text, which no output may show."""
    return Row(
        "B79",
        name,
        {"manifests/a.yaml": f"{HEAD}data_tables:\n  - name: T\n    rows:\n      A: {{note: '{text}'}}\n"},
        exit=4,
        at="manifests/a.yaml:5:17",
        says=("'T'", "row 'A'", "column 'note'", *says),
        never=(text,),
    )


TABLES = [
    cell("a payment card", "4111 1111 1111 1111", "payment card"),
    cell("a bank account", "GB82WEST12345698765432", "IBAN"),
    cell("an identity number", "holder S1234567D", "NRIC"),
    cell("a social security number", "123-45-6789", "social security"),
    cell("a patient's record", "Diagnosis: none of our business", "patient"),
    manifest(
        "B79",
        "telephone numbers and addresses of a centre",
        f"{HEAD}data_tables:\n  - name: T\n    rows:\n      A: {{phone: '+6531234567890', site: '1 Main St 4111', code: GB82}}\n",
        args=("validate",),
        exit=0,
    ),
    manifest(
        "B80",
        "a key of 257 characters",
        f"{HEAD}data_tables:\n  - name: T\n    rows:\n      {'K' * 257}: {{a: 1}}\n",
        at="5:7",
        says=("257", "256"),
    ),
    manifest(
        "B80",
        "the key once more as a column",
        f"{HEAD}data_tables:\n  - name: T\n    rows:\n      K: {{key: L}}\n",
        at="5:11",
        says=("'key'",),
    ),
]

PEOPLE = [
    manifest(
        "B81",
        "a user twice",
        f"{HEAD}profiles:\n  - user: ana@example.com\n  - user: ana@example.com\n",
        at="4:11",
        says=("'ana@example.com'", "a.yaml:3:11"),
    ),
    *(
        manifest("B82", f"a number {name}", f"{HEAD}ivrs:\n  - {{name: L, dnis: ['{number}']}}\n", at="3:22", says=(f"'{number}'", "E.164"))
        for name, number in {
            "without its plus sign": "6531234567",
            "with blanks": "+65 3123 4567",
            "of 16 digits": "+6531234567890123",
            "of a country 0": "+0531234567",
        }.items()
    ),
    manifest(
        "B82",
        "a number on two lines",
        f"{HEAD}ivrs:\n  - {{name: A, dnis: ['+6531234567']}}\n  - {{name: B, dnis: ['+6531234567']}}\n",
        at="4:22",
        says=("'+6531234567'", "a.yaml:3:22"),
    ),
]


def address(name, url, *says):
    return Row("B45", f"an address {name}", SKILL, args=("plan", "--url", url), says=says)


def settings(id, name, line, *says, exit=3):
    text = f"{HEAD}tenants:\n  t:\n    api: published\n    {line}\n"
    return Row(id, name, {**SKILL, "interlock.yaml": text}, says=says, exit=exit, at=f"interlock.yaml:5:{line.index(':') + 7}")


def secret_file(name, content, *says, mode=0o600, **more):
    return Row(
        "B47",
        f"a secret file {name}",
        {**SKILL, "secret": content},
        env={"GENESYSCLOUD_OAUTHCLIENT_SECRET": None, "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE": "secret"},
        modes={"secret": mode},
        says=("'secret'", *says),
        never=("pa55word",),
        **more,
    )


WAYS = [
    address("with a path", "https://api.mypurecloud.com/api/v2", any_of("path", "behind")),
    address("with user info", "https://bob@api.mypurecloud.com", any_of("user")),
    address("in punycode", "https://xn--pi-gia.mypurecloud.com", any_of("xn--", "punycode")),
    address("of plain http", "http://api.mypurecloud.com", "http"),
    settings("B45", "a region that is none", "region: atlantis-1", "'atlantis-1'", "eu-central-1"),
    settings("B45", "a region that is nearly one", "region: eu-centrl-1", "eu-central-1"),
    secret_file("that others can read", "pa55word", "644", "600", mode=0o644),
    secret_file("without a secret", "", any_of("empty")),
    secret_file("of several lines", "pa55word\nmore\n", any_of("line")),
    secret_file("of bytes", b"pa55word\x00\x01", any_of("byte", "text", "control", "binary")),
    Row(
        "B47",
        "a secret file that is a directory",
        {**SKILL, "secret/a": ""},
        env={"GENESYSCLOUD_OAUTHCLIENT_SECRET": None, "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE": "secret"},
        says=("'secret'", word("directory")),
    ),
    Row(
        "B48",
        "a secret from two sources",
        {**SKILL, "secret": "pa55word"},
        env={"GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE": "secret"},
        modes={"secret": 0o600},
        says=("GENESYSCLOUD_OAUTHCLIENT_SECRET ", "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE"),
        never=("pa55word", "never-to-be-sent"),
    ),
]

ROWS = TIMES + TEXTS + TABLES + PEOPLE + WAYS
