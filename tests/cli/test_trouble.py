"""`sandbox --faults` and `rehearse --faults`: the troubles of a script, over HTTP and on a private copy."""

import json

import jsonschema
import pytest

from harness import ROOT, Sandbox, run, write_files
from tenants import QUICK_RATES, Tenant

SCHEMA = json.loads((ROOT / "schemas/faults.schema.json").read_text())
TWO_CLOSED = "schedules:\n  - {name: Weekdays, state: closed}\n  - {name: Nights, state: closed}\n"
QUEUE = "queues:\n  - {name: Fresh, requires: [{skill: A, level: 1}]}\n"


def tenant():
    return {**Tenant().skill("A").user("ana@x", {"A": 2}).schedule("Weekdays").schedule("Nights").document, "rates": QUICK_RATES}


def script(*rules, seed=7):
    document = {"interlock": 1, "seed": seed, "rules": list(rules)}
    jsonschema.validate(document, SCHEMA)
    return json.dumps(document)


@pytest.fixture
def troubled(workplace, tmp_path):
    """troubled(rule, ...): a workplace whose sandbox makes that trouble."""

    def start(*rules):
        write_files(tmp_path, {"faults.json": script(*rules)})
        return workplace(tenant(), extra_args=("--faults", str(tmp_path / "faults.json")))

    return start


# Each row: its faults of faults.md, the rules, the manifest, and what the apply comes to.
ROWS = {
    "F1 a request is lost": ([{"fault": "lost_request", "on": {"method": "PATCH", "nth": 1}}], TWO_CLOSED, 0),
    "F2 the answer to a PATCH is lost": ([{"fault": "lost_answer", "on": {"method": "PATCH", "nth": 2}}], TWO_CLOSED, 0),
    "F3 the answer to a create is lost": ([{"fault": "lost_answer", "on": {"path": "*/queues", "method": "POST", "nth": 1}}], QUEUE, 0),
    "F5 a write is delivered twice": ([{"fault": "twice", "times": 1}], TWO_CLOSED, 0),
    "F12 one object is in lasting trouble": ([{"fault": "trouble", "on": {"path": "*/schedules/*Nights", "method": "PATCH"}}], TWO_CLOSED, 8),
    "F28 the token ends": ([{"fault": "refused_token", "on": {"method": "PATCH", "nth": 1}}], TWO_CLOSED, 0),
    "F36 a write is done later": ([{"fault": "accepted", "delay": "100ms", "times": 1}], TWO_CLOSED, 0),
    "F37 a write is ignored": ([{"fault": "ignored_write", "on": {"path": "*Nights"}}], TWO_CLOSED, 8),
    "F60 trouble, though the write landed": ([{"fault": "trouble_after", "on": {"method": "PATCH", "nth": 1}}], TWO_CLOSED, 0),
}


@pytest.mark.parametrize("name", ROWS)
def test_an_apply_through_trouble(troubled, name):
    rules, manifest, code = ROWS[name]
    place = troubled(*rules)
    place.manifest(manifest)
    place.plan()
    report = place.apply(code=code)
    state = place.sandbox.get("/__sandbox/state")
    done = {step["address"] for step in report["done"]}
    closed = {f"schedule/{one['name']}" for one in state["schedules"] if one["closed"]}
    fresh = {f"queue/{one['name']}" for one in state["queues"] if one["name"] == "Fresh"}
    assert done <= closed | fresh, report
    assert sum(one["name"] == "Fresh" for one in state["queues"]) == (1 if "Fresh" in manifest else 0)
    if code == 0:
        assert len(done) == len(report["done"]) and not report["failed"], report


def test_a_rehearsal_through_trouble_leaves_the_tenant_alone(workplace):
    place = workplace(tenant())
    place.manifest(TWO_CLOSED)
    place.plan()
    rules = [{"fault": "trouble", "on": {"path": "*/schedules/*Nights", "method": "PATCH"}}, {"fault": "refused_token", "times": 1}]
    place.write({"faults.json": script(*rules)})
    calm = place.run("rehearse", "plan.json", "--format", "json")
    assert calm.code == 0, calm
    done = place.run("rehearse", "plan.json", "--faults", "faults.json", "--format", "json")
    assert done.code == 8, done
    standing = {step["address"]: step["standing"] for step in done.json["steps"]}
    assert standing == {"schedule/Nights": "unknown", "schedule/Weekdays": "done"}
    assert place.sandbox.writes == 0
    again = place.run("rehearse", "plan.json", "--faults", "faults.json", "--format", "json")
    assert again.json["steps"] == done.json["steps"]


BAD = {
    "a misspelt fault": ("interlock: 1\nrules:\n  - fault: lost_anwser\n", "faults.yaml:3:12", "did you mean 'lost_answer'"),
    "a misspelt key": ("interlock: 1\nrules:\n  - {fault: portal, tims: 1}\n", "faults.yaml:3:21", "did you mean 'times'"),
    "a rate of ten": ("interlock: 1\nrules:\n  - {fault: portal, rate: 10}\n", "faults.yaml:3:27", ""),
    "no YAML": ("interlock: [\n", "faults.yaml:", ""),
}


@pytest.mark.parametrize("command", ["sandbox", "rehearse"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_script_is_refused_at_its_place(tmp_path, command, name):
    text, where, hint = BAD[name]
    write_files(tmp_path, {"faults.yaml": text, "tenant.json": json.dumps(tenant()), "plan.json": "{}"})
    operands = ["--tenant", "tenant.json"] if command == "sandbox" else ["plan.json"]
    done = run(command, *operands, "--faults", "faults.yaml", cwd=tmp_path)
    assert done.code == 3, done
    assert where in done.err and hint in done.err
    with pytest.raises(Exception):
        import yaml

        jsonschema.validate(yaml.safe_load(text), SCHEMA)


def test_a_script_that_is_not_there_is_an_error_of_files(tmp_path):
    write_files(tmp_path, {"tenant.json": json.dumps(tenant())})
    done = run("sandbox", "--tenant", "tenant.json", "--faults", "missing.yaml", cwd=tmp_path)
    assert done.code in (3, 11) and "missing.yaml" in done.err, done
