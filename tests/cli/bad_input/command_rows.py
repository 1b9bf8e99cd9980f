"""Command lines and settings that must be refused without a network call: B36, B41-B44, B49, B78 of bad-input.md."""

from .row import Row, any_of, word

SKILL = {"manifests/a.yaml": "interlock: 1\nskills:\n  - name: A\n"}


def command(id, name, *args, says=(), hint=(), **more):
    return Row(id, name, SKILL, args=args, says=says, hint=hint, **more)


def settings(id, name, text, at="", says=(), hint=(), **more):
    """`text` follows the line `interlock: 1`."""
    files = {**SKILL, "interlock.yaml": "interlock: 1\n" + text}
    return Row(id, name, files, at=f"interlock.yaml:{at}" if at else "", says=says, hint=hint, **more)


def rate(value):
    return settings(
        "B42",
        f"a rate of {value}",
        f"tenants:\n  t:\n    url: http://127.0.0.1:1\n    rates: {{token: {value}}}\n",
        at="5:20",
        says=(value, any_of("/s", "/min")),
    )


def callback(name, address, says, allow="a.example"):
    """Nothing of the address is shown: its path may be what lets a caller in."""
    text = f'hooks: {{change: "{address}/let-me-in", allow: ["{allow}"]}}\n'
    return settings("B36", f"a callback with {name}", text, at="2:17", says=("hooks.change", says), never=("let-me-in",))


COMMAND_LINE = [
    command("B41", "an unknown flag", "plan", "--frobnicate", says=("--frobnicate",)),
    command(
        "B41",
        "a misspelt flag",
        "plan",
        "--detailed-exitcod",
        says=("--detailed-exitcod",),
        hint=("--detailed-exitcode",),
    ),
    command("B41", "an abbreviated flag", "plan", "--detailed", says=("--detailed",)),
    command("B41", "an abbreviated flag with a value", "plan", "--tenan", "t", says=("--tenan",), hint=("--tenant",)),
    command(
        "B41", "a flag twice", "plan", "--tenant", "a", "--tenant", "b", says=("--tenant", any_of("twice", "once"))
    ),
    command("B41", "a flag without its value", "plan", "--tenant", says=("--tenant", word("value"))),
    command(
        "B41", "a flag whose value begins with a dash", "plan", "--tenant", "--quiet", says=("--tenant", "--quiet")
    ),
    command("B41", "a flag of another command", "validate", "--detailed-exitcode", says=("--detailed-exitcode",)),
    command("B41", "an unknown short flag", "plan", "-x", says=("-x",)),
    command(
        "B41", "a value for a flag that takes none", "plan", "--detailed-exitcode=yes", says=("--detailed-exitcode",)
    ),
    command("B41", "an unknown command", "frobnicate", says=("'frobnicate'",)),
    command("B41", "a misspelt command", "plam", says=("'plam'",), hint=("plan",)),
    command("B41", "an abbreviated command", "val", says=("'val'",), hint=()),
    command("B41", "an argument too many", "plan", "manifests", says=("manifests",)),
    command("B41", "no argument where one is needed", "show", says=("show",)),
    *(
        command("B42", f"{flag} of {value}", "plan", f"{flag}={value}", says=(flag, any_of("30s", "5m", " s", "unit")))
        for flag in ("--max-wait",)
        for value in ("-1s", "5", "5x", "soon")
    ),
    *(
        command(
            "B43", f"a parallelism of {value}", "plan", f"--parallelism={value}", says=("--parallelism", value, "64")
        )
        for value in ("0", "65", "10000", "-1", "ten", "1.5")
    ),
    *(
        command("B43", f"a {flag} of {value}", "sandbox", f"{flag}={value}", says=(flag, value, "65535"))
        for flag in ("--port", "--guide-port")
        for value in ("-1", "65536", "http")
    ),
    command(
        "B44",
        "a plan file together with manifests",
        "apply",
        "p.json",
        "-f",
        "manifests",
        says=("PLAN", any_of("-f", "--file")),
    ),
    command(
        "B44",
        "a plan file together with a moment",
        *("apply", "p.json", "--at", "2026-12-01T02:10:00Z"),
        says=("PLAN", "--at"),
    ),
    command("B44", "an approval of what is not planned yet", "apply", "--approve", "a" * 64, says=("--approve", "PLAN")),
    command("B44", "quiet and verbose", "plan", "--quiet", "--verbose", says=("--quiet", "--verbose")),
    command("B44", "consent on a command that writes nothing", "plan", "--yes", says=("--yes",)),
    command("B44", "an unknown format", "plan", "--format", "jsn", says=("'jsn'",), hint=("json",)),
    *(
        command("B44", f"a graph of what is no plan: {args[0]}", *args, says=("dot is for plans",), hint=("json",))
        for args in (
            ("drift", "--format", "dot"),
            ("validate", "--format=dot"),
            ("apply", "-f", "manifests", "--yes", "--report", "dot=graph.dot"),
            ("version", "--format", "dot"),
        )
    ),
    command("B44", "a report of what is none", "version", "--format", "markdown", says=("markdown is for plans, drift",), hint=("json",)),
    *(
        command("B73", f"a report that cannot be written: {why}", "plan", "--report", f"json={path}", exit=11, says=says)
        for why, path, says in (
            ("a directory", "manifests", ("'manifests'", "a directory")),
            ("no such directory", "none/report.json", ("none/report.json", "cannot be written")),
            ("a device", "/dev/null", ("/dev/null", "a device")),
            ("a name that is too long", "x" * 300, ("cannot be written",)),
        )
    ),
    command("B42", "a lock timeout without a unit", "apply", "p.json", "--lock-timeout", "5", says=("--lock-timeout", "5")),
    *(
        command("B86", f"{name} of a run that nobody knows", name, "run-0", says=("'run-0'",))
        for name in ("resume", "undo")
    ),
    *(command("B86", f"{name} where nothing ever ran", name, says=("no run yet",)) for name in ("resume", "undo")),
    command("B86", "a run to be shown that nobody knows", "runs", "show", "run-0", says=("'run-0'",)),
    command("B41", "a word that is no topic of runs", "runs", "shwo", says=("'shwo'", "show")),
    command("B73", "a plan that cannot be written", "plan", "-o", "none/plan.json", exit=11, says=("none/plan.json",)),
    *(
        command("B74", f"one file of two roles: {why}", *args, says=says)
        for why, args, says in (
            ("two reports", ("plan", "--report", "json=r", "--report", "markdown=./r"), ("--report json", "--report markdown")),
            ("plan and report", ("plan", "-o", "p.json", "--report", "json=p.json"), ("the plan 'p.json'", "the report")),
            (
                "report and manifest",
                ("plan", "--report", "json=manifests/a.yaml"),
                ("the report 'manifests/a.yaml'", "the manifest 'manifests/a.yaml'"),
            ),
            ("plan and manifest", ("plan", "-f", "manifests/a.yaml", "-o", "manifests/a.yaml"), ("the plan", "--file")),
            ("report and settings", ("validate", "--report", "json=interlock.yaml"), ("the report", "the settings")),
            ("journal and applied plan", ("apply", "p.json", "--journal", "p.json"), ("the journal 'p.json'", "the plan")),
            ("journal and report", ("apply", "p.json", "--journal", "j", "--report", "json=./j"), ("--journal", "--report")),
            ("report and applied plan", ("apply", "p.json", "--report", "json=p.json"), ("the report", "the plan 'p.json'")),
            ("report and shown document", ("show", "p.json", "--report", "text=p.json"), ("the report", "the document")),
            ("beside an unknown flag", ("show", "p.json", "--frob", "--report", "text=p.json"), ("--frob", "same file")),
        )
    ),
    command("B49", "no terminal to ask on", "apply", "-f", "manifests", hint=("--yes",)),
    command(
        "B49", "a yes that comes through a pipe is none", "apply", "-f", "manifests", hint=("--yes",), stdin="yes\n"
    ),
]

CALLBACKS = [
    callback("plain http", "http://a.example", "scheme"),
    callback("a file", "file://", "scheme"),
    callback("a user name", "https://me:pw@a.example", "user name"),
    callback("an encoded separator", "https://a.example%2Fb", "escape"),
    callback("an address that the list lacks", "https://10.0.0.1", "hooks.allow"),
    callback("this machine", "https://localhost", "hooks.allow"),
    callback("a port that the list lacks", "https://a.example:8443", "hooks.allow"),
    callback("a link-local address, though the list has it", "https://169.254.169.254", "no host", "169.254.169.254"),
]

RATES = [rate(value) for value in ("0/s", "-1/s", "1e9/s", "NaN", "300", "300/h", "1000000/min", "/s")]

SETTINGS = [
    settings("B78", "an unknown key", "tenats: {}\n", at="2:1", says=("'tenats'",), hint=("'tenants'",)),
    settings(
        "B78",
        "an unknown key of a tenant",
        "tenants:\n  t:\n    ulr: http://127.0.0.1:1\n",
        at="4:5",
        says=("'ulr'",),
        hint=("'url'",),
    ),
    settings("B78", "a list where a map is wanted", "tenants: []\n", at="2:10", says=("tenants",)),
    settings(
        "B78",
        "a share over 100 percent",
        "limits: {deletes: {at_most: 10, percent: 130}}\n",
        at="2:42",
        says=("130", "100"),
    ),
    settings("B78", "a negative budget", "limits: {deletes: {at_most: -1}}\n", at="2:29", says=("-1",)),
    settings("B78", "a negative settling time", "settle: -2s\n", at="2:9", says=("-2s",)),
    settings("B78", "a settling time without a unit", "settle: 2\n", at="2:9", says=("2",)),
    settings(
        "B78", "an unknown API", "tenants:\n  t:\n    api: gide\n", at="4:10", says=("'gide'", "guide", "published")
    ),
    settings(
        "B78",
        "a file that others can write",
        "settle: 2s\n",
        says=("interlock.yaml", "666"),
        modes={"interlock.yaml": 0o666},
    ),
    Row(
        "B78",
        "a settings file of another format",
        {**SKILL, "interlock.yaml": "interlock: 7\n"},
        at="interlock.yaml:1:12",
        says=("7", "1"),
    ),
    Row(
        "B78",
        "a settings file that is named and not there",
        SKILL,
        args=("plan", "--settings", "none.yaml"),
        exit=3,
        says=("none.yaml",),
    ),
]

ROWS = COMMAND_LINE + CALLBACKS + RATES + SETTINGS
