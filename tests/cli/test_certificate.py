"""A plan carries the proof that it is safe at every moment, and apply proves it again before it writes (B67, B68, SEC20)."""

import json

import pytest

from bad_input.platform_rows import digest
from published import block, condition
from tenants import Tenant

# The only agent of a queue moves with it to another skill; a colleague stays.
MOVE = (
    "interlock: 1\n"
    "profiles:\n  - {user: ana@example.com, mode: exact, levels: {Payments: 3}}\n"
    "queues:\n  - {name: Invoices, requires: [{skill: Payments, level: 2}]}\n"
)
# Each queue has one agent, and the two change places.
SWAP = (
    "interlock: 1\n"
    "profiles:\n  - {user: ana@example.com, levels: {Billing: 4}}\n  - {user: ben@example.com, levels: {Billing: 1}}\n"
)


def tenant():
    return (
        Tenant()
        .skill("Billing")
        .skill("Payments")
        .user("ana@example.com", {"Billing": 1})
        .user("ben@example.com", {"Billing": 4})
        .queue("Invoices", {"Billing": (1, 2)})
        .queue("Complaints", {"Billing": 3})
        .skill("Refunds")
        .user("cid@example.com", {"Refunds": 2})
        .user("dan@example.com", {"Refunds": 2})
        .queue("Refund_Desk", {"Refunds": 2})
    )


def with_groups(document):
    """As the published API has it: a skill group of the queue's name states what the queue asks for."""
    document["skill_groups"] = []
    for queue in document["queues"]:
        asked = [
            condition(entry["skill"]["name"], entry[field], comparator)
            for entry in queue["skills"]
            for field, comparator in LIMITS
            if field in entry
        ]
        group = {"id": f"group-{queue['name']}", "name": queue["name"], "memberDivisions": ["*"]}
        document["skill_groups"].append({**group, "skillConditions": [block(*asked)]})
        queue.update(skills=[], memberGroups=[{"id": group["id"], "type": "SKILLGROUP"}])
    return document


LIMITS = (("requiredLevel", "GreaterThanOrEqualTo"), ("maxLevel", "LessThanOrEqualTo"))


@pytest.fixture(params=["guide", "published"])
def place(request, workplace, published_workplace):
    if request.param == "guide":
        return workplace(tenant())
    return published_workplace(with_groups(tenant().document))


def planned(place, text, *flags):
    place.write({"manifests/a.yaml": text})
    place.plan(*flags)
    return json.loads((place.directory / "plan.json").read_text())


def forge(place, plan):
    """Saves the plan with a digest that fits it."""
    plan.pop("digest", None)
    (place.directory / "plan.json").write_text(json.dumps({**plan, "digest": digest(plan)}))


def refused(place, code, *words):
    done = place.run("apply", "plan.json")
    assert done.code == code, done
    for word in words:
        assert word in done.err, done.err
    assert place.sandbox.writes == 0


def step(plan, phase):
    return next(one for one in plan["steps"] if one["phase"] == phase)


def queue(plan):
    return next(row for row in plan["certificate"]["queues"] if row["queue"] == "queue/Invoices")


def test_a_plan_says_who_serves_each_queue_at_every_moment(place):
    plan = planned(place, MOVE)
    row = queue(plan)
    assert (row["before"], row["after"], row["never_below"]) == (1, 1, 1)
    asks_anew = step(plan, "switch")["id"]
    first, last = row["versions"]
    assert (first["from"], first["until"], last["from"], last["until"]) == (None, asks_anew, asks_anew, None)
    assert first["never_below"] == last["never_below"] == 1
    assert last["witness"] == {"user": "user-ana@example.com"}
    assert place.run("apply", "plan.json").code == 0


def drop_edge(plan):
    step(plan, "switch")["after"] = []


def drop_other_edge(plan):
    step(plan, "contract")["after"] = []


def swap_steps(plan):
    """The queue asks anew before the agent is ready: a possible order, but no safe one."""
    expand, switch = step(plan, "expand"), step(plan, "switch")
    first, second = plan["steps"].index(expand), plan["steps"].index(switch)
    plan["steps"][first], plan["steps"][second] = switch, expand
    switch["after"], expand["after"] = [], [switch["id"]]


def raise_number(plan):
    queue(plan)["never_below"] = 2


def drop_row(plan):
    plan["certificate"]["queues"] = []


def drop_certificate(plan):
    plan["certificate"] = None


def invent_agent(plan):
    """Somebody who serves all the time, and is not there."""
    plan["facts"]["routing"]["agents"]["user-ghost"] = {"levels": {"Billing": 1, "Payments": 5}}


def lower_floor(plan):
    plan["certificate"]["allowed"] = ["starving=Invoices"]


FORGERIES = {
    "an edge is gone, so the queue may ask first": (drop_edge, 4, ("Invoices", "0")),
    "an edge is gone, so the old level may go first": (drop_other_edge, 4, ("Invoices", "0")),
    "the steps are in another order": (swap_steps, 4, ("Invoices")),
    "a number is raised": (raise_number, 4, ("Invoices")),
    "a queue is left out": (drop_row, 4, ("Invoices")),
    "somebody is invented": (invent_agent, 4, ("Invoices")),
    "a consent is invented": (lower_floor, 4, ("Invoices")),
    "there is no certificate": (drop_certificate, 10, ("certificate",)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_plan_is_refused_before_anything_is_written(place, forgery):
    change, code, words = FORGERIES[forgery]
    plan = planned(place, MOVE)
    change(plan)
    forge(place, plan)
    refused(place, code, *words)


def test_a_step_outside_of_the_scope_that_the_plan_declares_is_refused(place):
    plan = planned(place, MOVE, "--only", "user/*", "--only", "queue/*")
    assert plan["scope"] == {"only": ["user/*", "queue/*"], "except": []}
    plan["scope"]["only"] = ["queue/*"]
    forge(place, plan)
    refused(place, 10, "user/ana@example.com", "s1")


def test_one_byte_of_the_certificate_changed_breaks_the_digest(place):
    planned(place, MOVE)
    path = place.directory / "plan.json"
    text = path.read_text()
    at = text.index('"never_below"', text.index('"certificate"')) + len('"never_below":')
    at = next(i for i in range(at, len(text)) if text[i].isdigit())
    path.write_text(text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :])
    refused(place, 10, "digest")


def test_what_cannot_be_ordered_is_refused_and_what_is_accepted_is_recorded(place):
    place.write({"manifests/a.yaml": SWAP})
    done = place.run("plan", "-o", "plan.json")
    assert done.code == 4, done
    assert "--allow starving=Invoices" in done.out + done.err
    assert not (place.directory / "plan.json").exists()
    plan = planned(place, SWAP, "--allow", "starving=Invoices")
    assert plan["allowed"] == plan["certificate"]["allowed"] == ["starving=Invoices"]
    assert queue(plan)["never_below"] == 0
    assert place.run("apply", "plan.json").code == 0


def test_an_unknown_consent_is_no_consent(place):
    place.write({"manifests/a.yaml": SWAP})
    assert place.run("plan", "--allow", "starving=Somebody").code == 4
    assert place.run("plan", "--allow", "starving").code == 3
    assert place.run("plan", "--allow", "unproven").code == 0


def lower_dans_level(place):
    """A colleague, past the tool."""
    if place.sandbox.api == "published":
        body = [{"id": "skill-Refunds", "proficiency": 1}]
        status, _, answer = place.sandbox.call("PATCH", "/api/v2/users/user-dan@example.com/routingskills/bulk", body)
        assert status == 200, answer
        return

    def lower(profile):
        profile["levels"][0]["level"] = 1

    place.sandbox.edit("PUT", "/api/v2/routing/users/user-dan@example.com/routingprofile", lower)


def test_who_keeps_a_queue_alone_is_asked_for_again_before_the_first_write(place):
    """Cid leaves the desk to Dan, whom somebody takes from it after the plan was made."""
    plan = planned(place, "interlock: 1\nprofiles:\n  - {user: cid@example.com, levels: {Refunds: 1}}\n")
    row = next(row for row in plan["certificate"]["queues"] if row["queue"] == "queue/Refund_Desk")
    assert row["versions"][0]["witness"] == {"user": "user-dan@example.com"}
    lower_dans_level(place)
    before = place.sandbox.writes
    done = place.run("apply", "plan.json")
    assert done.code == 5, done
    assert "Refund_Desk" in done.err and "plan again" in done.err
    assert place.sandbox.writes == before


def test_a_witness_who_is_as_planned_stands_in_the_way_of_nothing(place):
    planned(place, "interlock: 1\nprofiles:\n  - {user: cid@example.com, levels: {Refunds: 1}}\n")
    assert place.run("apply", "plan.json").code == 0
