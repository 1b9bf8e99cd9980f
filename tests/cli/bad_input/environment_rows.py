"""What comes from around the program and must be refused without a network call: B51, B52, B87, B93 of bad-input.md."""

from .command_rows import SKILL
from .row import Row, word

INVALID = "a\udcff"  # the byte 0xff, which is no UTF-8
LONG = "x" * 131_000


def row(id, name, *args, env=None, says=(), hint=(), **more):
    return Row(id, name, SKILL, args=args or ("plan",), env=env or {}, says=says, hint=hint, **more)


def proxy(name, value, *says):
    """A value that is refused, of which neither the user nor the password may be shown."""
    return row(
        "B51",
        f"a proxy {name}",
        *("plan", "--proxy", "env"),
        env={"https_proxy": value},
        says=("https_proxy", *says),
        hint=("http://", "--proxy none"),
        never=("pa55word", "someone"),
    )


PROXIES = [
    proxy("of an unknown scheme", "ftp://someone:pa55word@proxy.example.com:21", "'ftp'", "socks5"),
    proxy("without a host", "http://someone:pa55word@:3128", word("no host")),
    proxy("with a port out of range", "http://someone:pa55word@proxy.example.com:70000", word("port")),
    proxy("with a port that is a word", "http://someone:pa55word@proxy.example.com:http", word("port")),
    proxy("with a path", "http://proxy.example.com:3128/pa55word", word("behind host and port")),
    proxy("with a blank in its host", "http://proxy example.com:3128", word("host")),
    proxy("whose password holds a slash", "http://someone:a/pa55word@proxy.example.com:3128", word("port")),
    proxy("that is a word and a password", "someone:pa55word://", word("scheme")),
]

TEXTS = [
    row("B52", "a flag's value that is no UTF-8", "plan", "--tenant", INVALID, says=("--tenant", "byte 1")),
    row("B52", "an operand that is no UTF-8", "show", INVALID, says=(r"'a\xff'", "byte 1")),
    row("B52", "a command that is no UTF-8", INVALID, says=("byte 1",)),
    *(
        row("B52", f"{name} that is no UTF-8", env={name: INVALID}, says=(name, "byte 1"))
        for name in ("GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET", "GENESYSCLOUD_ACCESS_TOKEN")
    ),
    row(
        "B52",
        "a region that is no UTF-8",
        env={"GENESYSCLOUD_REGION": INVALID},
        says=("GENESYSCLOUD_REGION", "byte 1"),
    ),
    row("B52", "a command of 128 KB", LONG, says=(word("unknown command"),)),
    row("B52", "a flag of 128 KB", "plan", "--" + LONG, says=(word("unknown flag"),)),
    row("B52", "a tenant of 128 KB", "plan", "--tenant", LONG, says=(word("not in the settings"),)),
    row("B52", "a format of 128 KB", "plan", "--format", LONG, says=(word("unknown format"),)),
    row("B52", "a region of 128 KB", env={"GENESYSCLOUD_REGION": LONG}, says=("GENESYSCLOUD_REGION",)),
]

LOOSE_ENDS = [
    row("B87", "a tenant that ends in a blank", "plan", "--tenant", "t ", says=("--tenant", "' '"), hint=("remove",)),
    row("B87", "a path that ends in CR", "plan", "-f", "manifests\r", says=("-f", r"'\x0d'"), hint=("remove",)),
    row("B87", "a plan file that ends in CR", "show", "plan.json\r", says=(r"'plan.json\x0d'",), hint=("remove",)),
    row("B87", "a command that ends in CR", "plan\r", says=(r"'\x0d'",), hint=("remove",)),
    row("B87", "a switch that ends in CR", "plan", "--quiet\r", says=("--quiet", r"'\x0d'"), hint=("remove",)),
    row(
        "B87",
        "an address that ends in a blank of a browser",
        *("plan", "--url", "http://127.0.0.1:1\u200b"),
        says=("--url", r"'\u200b'"),
        hint=("remove",),
    ),
    *(
        row("B87", f"{name} that ends in CR", env={name: "value\r"}, says=(name, r"'\x0d'"), hint=("remove",))
        for name in (
            *("GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET", "GENESYSCLOUD_ACCESS_TOKEN"),
            *("GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE", "GENESYSCLOUD_REGION"),
        )
    ),
]

MOMENTS = [
    row("B93", f"a moment {name}", "plan", "--at", text, says=("--at", f"'{text}'"), hint=("2026-12-01T02:10:00Z",))
    for name, text in {
        "without zone": "2026-12-01T02:10:00",
        "in words": "next Tuesday at two",
        "in a gap of its zone": "2026-03-29T02:30:00 Europe/Berlin",
        "of a day that is none": "2026-02-30T00:00:00Z",
        "without seconds": "2026-12-01T02:10Z",
    }.items()
] + [
    row("B93", f"a moment without zone for {command}", command, "--at", "2026-12-01T02:10:00", says=("--at",))
    for command in ("validate", "drift", "apply")
]

ROWS = PROXIES + TEXTS + LOOSE_ENDS + MOMENTS
