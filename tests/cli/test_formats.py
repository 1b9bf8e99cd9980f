"""What machines and people read: JSON documents and their schema, show, schema, version, help."""

import json
import re

import jsonschema
import pytest

from harness import ROOT

COMMANDS = (
    *("validate", "plan", "show", "explain", "rehearse", "apply", "drift", "sandbox"),
    *("fmt", "schema", "settings", "completion", "version", "help"),
)
TEXT = (
    "skills:\n  - {name: Chat, replaces: Fax}\n  - {name: Billing, description: Money}\n"
    "schedules:\n  - {name: Weekdays, state: closed}\n"
)


def schema(name):
    return json.loads((ROOT / f"schemas/{name}.schema.json").read_text())


def validator(name):
    found = jsonschema.validators.validator_for(schema(name))
    found.check_schema(schema(name))
    return found(schema(name))


@pytest.mark.parametrize("name", ["manifest", "settings", "plan", "tenant"])
def test_each_schema_is_a_schema(name):
    validator(name)


@pytest.mark.parametrize("name", ["manifest", "settings", "plan"])
def test_the_schema_command_prints_the_committed_file(run, name):
    done = run("schema", name)
    assert done.code == 0 and done.err == ""
    assert done.out == (ROOT / f"schemas/{name}.schema.json").read_text()


def test_schema_without_a_name_prints_the_one_of_manifests(run):
    assert run("schema").out == run("schema", "manifest").out


def test_an_unknown_schema_names_the_known_ones(run):
    done = run("schema", "manfest")
    assert done.code == 3 and "'manifest'" in done.err


def test_a_plan_follows_its_schema(workplace):
    place = workplace()
    place.manifest(TEXT)
    plan = place.plan()
    validator("plan").validate(plan)
    assert (plan["format_version"], plan["kind"], plan["api"]) == ("1.0", "plan", "guide")
    # The new skill comes first, the old one goes last.
    assert (plan["steps"][0]["phase"], plan["steps"][-1]["phase"]) == ("prepare", "remove")
    assert plan["summary"]["create"] == 1 and plan["summary"]["delete"] == 1
    for step in plan["steps"]:
        assert step["source"]["file"] == "manifests/a.yaml" and step["source"]["line"] > 1
        assert step["reason"]


def test_an_empty_plan_follows_the_schema_too(workplace):
    place = workplace()
    place.manifest("schedules:\n  - {name: Weekdays, state: open}\n")
    plan = place.plan()
    validator("plan").validate(plan)
    assert plan["steps"] == []


def test_the_saved_plan_is_what_was_printed(workplace):
    place = workplace()
    place.manifest(TEXT)
    printed = place.run("plan", "-o", "plan.json", "--format", "json").out
    assert printed == (place.directory / "plan.json").read_text()
    assert place.run("show", "plan.json", "--format", "json").out == printed


def test_show_prints_what_plan_printed(workplace):
    place = workplace()
    place.manifest(TEXT)
    planned = place.run("plan", "-o", "plan.json")
    shown = place.run("show", "plan.json")
    assert shown.code == 0
    for address in ("skill/Chat", "skill/Fax", "skill/Billing", "schedule/Weekdays"):
        assert address in planned.out and address in shown.out


@pytest.mark.parametrize(
    "command, kind",
    [
        (("plan",), "plan"),
        (("drift",), "drift"),
        (("apply", "-f", "manifests", "--yes"), "run"),
        (("validate",), "problems"),
        (("settings",), "settings"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_every_document_names_its_kind_and_version(workplace, command, kind):
    place = workplace()
    place.manifest(TEXT)
    document = place.run(*command, "--format", "json").json
    assert (document["format_version"], document["kind"]) == ("1.0", kind)


def test_a_run_says_what_became_of_each_step(workplace):
    place = workplace()
    place.manifest(TEXT)
    plan = place.plan()
    run = place.apply()
    assert run["applied"] == "all" and run["resumable"] is False and run["plan_digest"] == plan["digest"]
    assert [entry["step"] for entry in run["done"]] == [step["id"] for step in plan["steps"]]
    assert [run[key] for key in ("held", "failed", "not_attempted", "unknown")] == [[], [], [], []]
    assert run["totals"]["requests"] >= len(plan["steps"]) and run["totals"]["success_rate"] == 1


def test_problems_as_json_hold_what_the_text_says(run, tmp_path):
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests/a.yaml").write_text("interlock: 1\nskils: []\n")
    done = run("validate", "--api", "guide", "--format", "json")
    assert done.code == 3
    (problem,) = done.json["problems"]
    assert (problem["rule"], problem["severity"], problem["file"]) == ("B7", "error", "manifests/a.yaml")
    assert (problem["line"], problem["column"]) == (2, 1)
    assert "skils" in problem["message"] and "skills" in problem["hint"]


def test_validate_needs_no_tenant_and_says_so_in_one_line(run, tmp_path):
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests/a.yaml").write_text("interlock: 1\nskills:\n  - name: A\n")
    done = run("validate", "--api", "guide")
    assert done.code == 0, done


def test_version_names_the_tool_and_its_number(run):
    done = run("version")
    assert done.code == 0 and done.err == ""
    assert re.match(r"interlock \d+\.\d+\.\d+\b", done.out), done.out
    document = run("version", "--format", "json").json
    assert (document["format_version"], document["kind"]) == ("1.0", "version")
    assert f"interlock {document['version']}\n" == done.out


def test_help_lists_every_command(run):
    for arguments in (("help",), ("--help",)):
        done = run(*arguments)
        assert done.code == 0 and done.err == ""
        for command in COMMANDS:
            assert re.search(rf"^ +{command}\b", done.out, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(run, command):
    by_word, by_flag = run("help", command), run(command, "--help")
    assert (by_word.code, by_flag.code) == (0, 0)
    assert by_word.out == by_flag.out and f"interlock {command}" in by_word.out


def test_no_command_is_a_wrong_command_line(run):
    done = run()
    assert done.code == 3 and "interlock help" in done.err and done.out == ""


def test_data_goes_to_standard_output_and_the_rest_to_standard_error(workplace):
    place = workplace()
    place.manifest(TEXT)
    done = place.run("plan", "--format", "json", "--verbose")
    json.loads(done.out)
    quiet = place.run("plan", "--format", "json", "--quiet")
    assert quiet.err == "" and json.loads(quiet.out)["kind"] == "plan"


@pytest.mark.parametrize(
    "env, flags, colored",
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, ("--color", "auto"), False),
        ({}, ("--color", "never"), False),
    ],
)
def test_color_only_where_it_is_wanted(workplace, env, flags, colored):
    place = workplace()
    place.manifest(TEXT)
    done = place.run("plan", *flags, env=env)
    assert ("\x1b[" in done.out) is colored


@pytest.mark.parametrize(
    "env", [{"LANG": "C"}, {"LC_ALL": "tr_TR.UTF-8"}, {"TZ": "Pacific/Kiritimati"}, {"HOME": None}, {"TERM": "dumb"}]
)
def test_the_environment_changes_no_byte(workplace, env):
    place = workplace()
    place.manifest(TEXT)
    assert timeless(place.run("plan", env=env).out) == timeless(place.run("plan").out)


def timeless(text):
    """Without the moment of the plan, which may lie in the next second, and the digest, which covers it."""
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|digest +[0-9a-f]{64}", "TIME", text)
