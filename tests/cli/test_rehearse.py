"""`interlock rehearse PLAN`: a plan on a private copy of its tenant. Whatever comes of it, the tenant stays as it is."""

import json
import os
import pathlib
import re
import shutil

import pytest

from bad_input.platform_rows import digest
from harness import ROOT
from tenants import QUICK_RATES, Tenant, support_centre
from test_hostile_text import FORBIDDEN, HOSTILE

GOLDEN = pathlib.Path(__file__).parent / "rehearsals"
EXAMPLE = json.loads((ROOT / "manifests/example/tenant.json").read_text())
MOVE = (
    "profiles:\n"
    "  - {user: ana@example.com, levels: {Billing: absent, Fax: 3}}\n"
    "  - {user: ben@example.com, levels: {Billing: absent, Fax: 5}}\n"
    "queues:\n  - {name: Billing_Line, requires: [{skill: Fax, level: 2}]}\n"
)


@pytest.fixture(params=["guide", "published"])
def place(request, workplace, published_workplace):
    """The example's tenant beside its manifests, on either API."""
    start = workplace if request.param == "guide" else published_workplace
    place = start({**EXAMPLE, "rates": QUICK_RATES})
    shutil.copytree(ROOT / "manifests/example", place.directory / "manifests", ignore=shutil.ignore_patterns("*.json"))
    place.plan()
    return place


def rehearse(place, *args, code=0):
    """The rehearsal of plan.json; the tenant must be afterwards what it was before."""
    before = place.sandbox.get("/__sandbox/state")
    done = place.run("rehearse", "plan.json", *args)
    assert place.sandbox.get("/__sandbox/state") == before
    assert place.sandbox.writes == 0
    assert done.code == code, done
    return done


def rehearsal(place, *args, code=0):
    done = rehearse(place, "--format", "json", *args, code=code)
    assert (done.json["kind"], done.json["format_version"]) == ("rehearsal", "1.0")
    return done.json


def forge(place, change):
    """Edits the plan and makes its digest good again."""
    path = place.directory / "plan.json"
    plan = json.loads(path.read_text())
    del plan["digest"]
    change(plan)
    path.write_text(json.dumps({**plan, "digest": digest(plan)}))


def golden(name, text):
    """The text without the digest, which covers the moment of the plan, against the file of that name."""
    text = re.sub("[0-9a-f]{64}", "DIGEST", text)
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        pytest.skip("expectations rewritten")
    assert text == path.read_text()


def test_the_example_as_people_read_it(place):
    golden(f"{place.sandbox.api}.txt", rehearse(place).out)


def test_the_example_as_machines_read_it(place):
    golden(f"{place.sandbox.api}.json", rehearse(place, "--format", "json").out)


def test_the_example_as_a_comment(place):
    golden(f"{place.sandbox.api}.md", rehearse(place, "--format", "markdown").out)


@pytest.mark.parametrize("order", ["plan", "reverse", "0", "17"])
def test_every_order_that_the_edges_allow(place, order):
    found = rehearsal(place, "--order", order)
    assert (found["order"], found["breaches"]) == (order, [])
    assert {step["standing"] for step in found["steps"]} == {"done"}
    for queue in found["queues"]:
        counts = [count for count in queue["curve"] if count is not None]
        assert len(queue["curve"]) == len(found["steps"]) + 1
        assert queue["lowest"] == min(counts) >= queue["promised"]


def test_orders_differ(place):
    orders = [[step["step"] for step in rehearsal(place, "--order", order)["steps"]] for order in ("plan", "reverse")]
    plan = json.loads((place.directory / "plan.json").read_text())
    assert orders[0] == [step["id"] for step in plan["steps"]]
    assert orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1])


def test_the_apply_does_what_was_rehearsed(place):
    counts = {queue["queue"]: queue["after"] for queue in rehearsal(place, "--verbose")["queues"]}
    place.apply()
    eligible = place.sandbox.observer()["eligible"]
    assert counts == {f"queue/{name}": count for name, count in eligible.items()}


def careless(plan):
    """Levels go before the queue lets them: people first, and nothing waits for anything."""
    plan["steps"].sort(key=lambda step: step["address"].startswith("queue/"))
    for step in plan["steps"]:
        step["after"] = []


def desk():
    """Two agents who shall hold another skill, and a queue that shall ask for it."""
    agents = Tenant().skill("Billing").skill("Fax").user("ana@example.com", {"Billing": 3})
    return agents.user("ben@example.com", {"Billing": 2}).queue("Billing_Line", {"Billing": 2})


@pytest.fixture
def forged(workplace):
    place = workplace(desk())
    place.manifest(MOVE)
    place.plan()
    forge(place, careless)
    return place


def test_a_plan_in_a_bad_order_shows_its_breach(forged):
    done = rehearse(forged, code=4)
    assert re.search(r"Billing_Line +2 \S+ 2  never fewer than 0 \(promised \d\), behind s\d", done.out)
    assert "Broken: 1 breach." in done.out
    breach = re.search(r"behind (s\d+) 'queue/Billing_Line' has 0 eligible agents \(2 before, 2 after\)", done.err)
    assert breach, done.err
    assert "error: " in done.err and "a.yaml:" in done.err


def test_and_machines_read_it_too(forged):
    found = rehearsal(forged, code=4)
    (breach,) = found["breaches"]
    (queue,) = found["queues"]
    assert (breach["invariant"], breach["object"]) == ("coverage", "queue/Billing_Line")
    assert breach["step"] == queue["lowest_after_step"]
    assert queue["lowest"] == 0 < queue["promised"]
    assert queue["curve"][[step["step"] for step in found["steps"]].index(breach["step"]) + 1] == 0


def test_people_whom_no_manifest_names_are_ids(workplace):
    """A skill that is replaced changes people whom the manifest does not name (SEC19)."""
    place = workplace()
    place.manifest("skills:\n  - {name: Tier_3, replaces: Tier_2}\n")
    place.plan()

    def starve(plan):
        plan["steps"].sort(key=lambda step: (step["verb"] != "create", step["address"].startswith("queue/")))
        for step in plan["steps"]:
            step["after"] = []

    forge(place, starve)
    found = rehearsal(place, code=4)
    text = rehearse(place, code=4)
    assert {step["address"] for step in found["steps"]} >= {"user user-ana@example.com", "queue/Expert_Line"}
    for shown in (json.dumps(found, ensure_ascii=False), text.out, text.err):
        assert "user/ana@example.com" not in shown and "user/chloé@example.com" not in shown


def test_a_step_that_no_longer_fits_is_held_as_apply_would(workplace):
    place = workplace()
    place.manifest(MOVE)
    place.plan()
    place.sandbox.call("POST", "/__sandbox/edit", {
        "address": "user/ana@example.com",
        "set": {"levels": [{"skill": {"id": "skill-Billing"}, "level": 1}, {"skill": {"id": "skill-Fax"}, "level": 1}]},
    })
    done = rehearse(place, code=5)
    assert "Not done" in done.out and "changed elsewhere after the plan was made" in done.out
    assert place.run("apply", "plan.json").code == 5


def test_changes_that_the_plan_does_not_touch_are_no_matter(workplace):
    place = workplace()
    place.manifest(MOVE)
    place.plan()
    place.sandbox.edit("PUT", "/api/v2/routing/queues/queue-Expert_Line", lambda body: body.update(description="new"))
    writes = place.sandbox.writes
    assert place.run("rehearse", "plan.json").code == 0
    assert place.sandbox.writes == writes


def test_an_empty_plan(workplace):
    place = workplace()
    place.manifest("schedules:\n  - {name: Weekdays, state: open}\n")
    place.plan()
    assert rehearsal(place) | {"plan_digest": ""} == {
        "kind": "rehearsal", "format_version": "1.0", "plan_digest": "", "order": "plan",
        "steps": [], "queues": [], "breaches": [],
    }


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name.encode("unicode_escape").decode())
def test_hostile_names_are_shown_escaped(workplace, name):
    """A queue, a skill and a disabled skill of that name: in the lines, the breaches and the problems."""
    tenant = Tenant().skill("Calm").skill(name).user("ana@example.com", {"Calm": 1, name: 3})
    tenant.queue(name, {name: 2})
    place = workplace(tenant)
    place.manifest(
        "profiles:\n  - {user: ana@example.com, levels: {Calm: 2}}\n"
        "skills:\n  - {name: Calm, description: calm}\n"
    )
    place.plan()
    shown = [rehearse(place, "--verbose"), rehearse(place, "--verbose", "--format", "markdown")]
    for text in (done.out + done.err for done in shown):
        assert not FORBIDDEN.search(text), FORBIDDEN.search(text)
        assert not re.search(r"^\s*::|##\[|##vso\[", text, re.MULTILINE), text
    assert name in {queue["queue"].removeprefix("queue/") for queue in rehearsal(place, "--verbose")["queues"]}


@pytest.mark.parametrize("order", ["", "backwards", "-1", "1.5", "99999999999999999999", "plan "])
def test_what_is_no_order_is_refused(workplace, order):
    done = workplace(support_centre()).run("rehearse", "plan.json", f"--order={order}")
    assert done.code == 3 and "--order" in done.err
