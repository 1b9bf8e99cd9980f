"""A plan between the one who made it, the one who reviews it and the pipeline that applies it: explain, SEC21."""

import re

import pytest

TEXT = "skills:\n  - {name: Chat, replaces: Fax}\nschedules:\n  - {name: Weekdays, state: closed}\n"


@pytest.fixture
def place(workplace):
    place = workplace()
    place.manifest(TEXT)
    place.plan()
    return place


# SEC21: the plan that was approved is the plan that runs.


def digest_shown(place, file="plan.json"):
    shown = place.run("show", file).out
    for wanted in ("organization", "created", "expires"):
        assert wanted in shown
    return re.search(r"^  digest +([0-9a-f]{64})$", shown, re.MULTILINE)[1]


def test_the_approved_plan_runs(place):
    done = place.run("apply", "plan.json", "--approve", digest_shown(place))
    assert done.code == 0, done
    assert place.run("plan", "--detailed-exitcode").code == 0


def test_another_plan_than_the_approved_one_does_not_run(place):
    approved = digest_shown(place)
    place.manifest(TEXT.replace("closed", "open"))
    place.plan()
    before = place.sandbox.writes
    done = place.run("apply", "plan.json", "--approve", approved)
    assert done.code == 4, done
    found = digest_shown(place)
    for wanted in (approved, found, "organization", "created 20", "expires 20", "interlock show"):
        assert wanted in done.err, wanted
    assert approved != found and place.sandbox.writes == before


@pytest.mark.parametrize("digest", ["", "ab12", "g" * 64, "a" * 63, "a" * 65, "sha256:" + "a" * 64])
def test_what_is_no_digest_is_refused(place, digest):
    done = place.run("apply", "plan.json", f"--approve={digest}")
    assert done.code == 3 and "--approve" in done.err
    assert place.sandbox.writes == 0


# explain: why a step is there, and why it waits.


def test_each_wait_of_a_plan_has_its_reason(place):
    steps = place.run("explain", "plan.json", "--format", "json").json["steps"]
    plan = place.run("show", "plan.json", "--format", "json").json["steps"]
    assert [step["step"] for step in steps] == [step["id"] for step in plan]
    for explained, step in zip(steps, plan):
        assert [wait["step"] for wait in explained["waits_for"]] == step["after"]
        assert all(wait["reason"] for wait in explained["waits_for"])
    (last,) = [step for step in steps if step["verb"] == "delete"]
    assert last["chain"][0] == steps[0]["step"] and last["chain"][-1] == last["step"]


def test_a_step_and_its_object_have_the_same_explanation(place):
    by_object = place.run("explain", "plan.json", "skill/Fax")
    step = place.run("explain", "plan.json", "skill/Fax", "--format", "json").json["steps"][0]["step"]
    assert by_object.code == 0
    assert place.run("explain", "plan.json", step).out == by_object.out
    assert "takes back a reference to skill/Fax" in by_object.out


@pytest.mark.parametrize("wanted, hint", [("skill/Faxe", "'skill/Fax'"), ("schedule/Nowhere_At_All", "")])
def test_an_unknown_object_names_the_nearest(place, wanted, hint):
    done = place.run("explain", "plan.json", wanted)
    assert done.code == 3 and f"'{wanted}'" in done.err and hint in done.err


def test_what_is_no_plan_is_not_explained(place):
    assert place.run("explain", "interlock.yaml").code == 3
    place.write({"cut.json": (place.directory / "plan.json").read_text()[:-40]})
    assert place.run("explain", "cut.json").code == 10
