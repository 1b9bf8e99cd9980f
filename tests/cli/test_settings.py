"""Each setting in force and where it comes from: flags, environment, interlock.yaml, defaults, in this order."""

import pytest

from canaries import CREDENTIALS, SECRET, TOKEN

FILE = """interlock: 1
tenants:
  production:
    region: eu-west-1
    api: guide
    tier: enterprise
    rates: {token: 100/min}
limits:
  deletes: {at_most: 5}
hooks: {allow: [hooks.example.com], change: https://hooks.example.com/let-me-in}
ignore:
  - {object: queue/Legacy_*, reason: owned by others, until: 2027-01-31}
"""
ROWS = [
    ("the tenant is the only one of the file", (), {}, "tenant", "production", "interlock.yaml:3:3"),
    ("a tenant that a flag names", ("--tenant", "production"), {}, "tenant", "production", "--tenant"),
    ("an address by region", (), {}, "url", "https://api.mypurecloud.ie", "interlock.yaml:4:13"),
    (
        "the environment is stronger than the file",
        (),
        {"GENESYSCLOUD_REGION": "eu-west-1"},
        "url",
        "https://api.mypurecloud.ie",
        "GENESYSCLOUD_REGION",
    ),
    (
        "a flag is stronger than the environment",
        ("--url", "https://api.mypurecloud.ie"),
        {"GENESYSCLOUD_REGION": "eu-west-1"},
        "url",
        "https://api.mypurecloud.ie",
        "--url",
    ),
    ("a rate of the file", (), {}, "rates.token", "100/min", "interlock.yaml:7:20"),
    ("a rate that is not set", (), {}, "rates.routing", "8/s", "default"),
    ("half a limit", (), {}, "limits.deletes.at_most", 5, "interlock.yaml:9:22"),
    ("the other half", (), {}, "limits.deletes.percent", 30, "default"),
    ("a limit that is none", (), {}, "limits.updates.at_most", None, "default"),
    ("of a callback the host alone", (), {}, "hooks.change", "https://hooks.example.com/...", "interlock.yaml:10:45"),
    ("a flag with its default", ("--parallelism", "10"), {}, "parallelism", 10, "--parallelism"),
    ("no flag", (), {}, "parallelism", 10, "default"),
    ("a secret", (), CREDENTIALS, "client_secret", "set", "GENESYSCLOUD_OAUTHCLIENT_SECRET"),
    ("no secret", (), {}, "client_secret", None, "default"),
    ("a token", (), {"GENESYSCLOUD_ACCESS_TOKEN": TOKEN}, "access_token", "set", "GENESYSCLOUD_ACCESS_TOKEN"),
]


@pytest.fixture
def settings(run, tmp_path):
    """settings(*args): the result in an empty directory with the file above and no manifest."""

    def tell(*args, text=FILE, **how):
        (tmp_path / "interlock.yaml").write_text(text)
        return run("settings", *args, **how)

    return tell


@pytest.mark.parametrize(
    "args, env, name, value, origin", [row[1:] for row in ROWS], ids=[row[0].replace(" ", "_") for row in ROWS]
)
def test_a_setting_says_where_it_comes_from(settings, args, env, name, value, origin):
    done = settings(*args, "--format", "json", env=env)
    assert done.code == 0, done
    (found,) = [entry for entry in done.json["settings"] if entry["name"] == name]
    place = f"{found['file']}:{found['line']}:{found['column']}" if found["file"] else ""
    assert (found["value"], found["from"] or place or found["source"]) == (value, origin)
    shown = "not set" if value is None else str(value)
    line = next(line for line in settings(*args, env=env).out.splitlines() if line.startswith(f"  {name} "))
    assert line.split(maxsplit=1)[1].startswith(shown) and line.endswith(" " + origin)


def test_every_key_of_the_schema_is_shown(settings, run):
    def keys(schema, path=()):
        if "properties" not in schema:
            return {".".join(path)}
        return set().union(*(keys(below, (*path, name)) for name, below in schema["properties"].items()))

    schema = run("schema", "settings").json
    below_tenants = schema["properties"].pop("tenants")["additionalProperties"]
    del schema["properties"]["interlock"]
    wanted = keys(schema) | keys(below_tenants) - {"region"}  # shown as the url that it stands for
    assert {entry["name"] for entry in settings("--format", "json").json["settings"]} >= wanted


def test_no_secret_is_shown(settings):
    env = {**CREDENTIALS, "GENESYSCLOUD_ACCESS_TOKEN": TOKEN}
    for form in ("text", "json"):
        done = settings("--format", form, env=env)
        assert done.code == 0
        for canary in (SECRET, TOKEN, "let-me-in"):
            assert canary not in done.out + done.err


def test_what_contradicts_is_shown_and_refused(settings):
    done = settings(env={"GENESYSCLOUD_REGION": "us-east-1"})
    assert done.code == 3 and "GENESYSCLOUD_REGION" in done.err and "tenant 'production'" in done.err
    assert "https://api.mypurecloud.com" in done.out


def test_of_several_tenants_none_is_chosen_and_the_global_settings_are_shown(settings):
    several = FILE.replace("tenants:\n", "tenants:\n  staging: {region: us-east-1}\n")
    done = settings("--format", "json", text=several)
    assert done.code == 0 and done.json["tenant"] is None
    names = {entry["name"] for entry in done.json["settings"]}
    assert "limits.deletes.at_most" in names and "rates.token" not in names


def test_no_file_leaves_the_defaults(run):
    done = run("settings", "--format", "json")
    assert done.code == 0
    assert {entry["source"] for entry in done.json["settings"]} == {"default"}


def test_a_wrong_file_is_refused_with_its_line(settings):
    done = settings(text="interlock: 1\nsettle: 2\n")
    assert done.code == 3 and done.err.startswith("interlock.yaml:2:9: error: ") and done.out == ""


def test_an_unknown_tenant_names_the_known_ones(settings):
    done = settings("--tenant", "prodution")
    assert done.code == 3 and "did you mean 'production'" in done.err
