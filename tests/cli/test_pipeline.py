"""A team's everyday use in a pipeline: a branch against its base, an emergency and the way back, limits, selections."""

import re

from harness import write_files
from tenants import Tenant

AGENTS = [f"agent{n:02}@example.com" for n in range(12)]
LINES = [f"DR_Line_{n:02}" for n in range(50)]


def centre():
    tenant = Tenant().skill("Billing").skill("Chat").skill("Fax")
    for agent in AGENTS:
        tenant.user(agent, {"Billing": 3, "Chat": 2, "Fax": 1})
    tenant.queue("Billing_Line", {"Billing": 2, "Chat": 1})
    for n in range(14):
        tenant.skill(f"Old_{n:02}")
    for line in LINES:
        tenant.schedule(line)
    return tenant


def profiles(without=()):
    """Every agent with every level, but for the (agent, skill) pairs that the branch dropped."""
    text = "profiles:\n"
    for agent in AGENTS:
        levels = {"Billing": 3, "Chat": 2, "Fax": 1}
        kept = ", ".join(f"{skill}: {level}" for skill, level in levels.items() if (agent, skill) not in without)
        text += f"  - user: {agent}\n    levels: {{{kept}}}\n"
    return text


def queues(*skills):
    required = "".join(f"      - {{skill: {skill}, level: {level}}}\n" for skill, level in skills)
    return f"queues:\n  - name: Billing_Line\n    requires:\n{required}"


def schedules(state):
    return "schedules:\n" + "".join(f"  - {{name: {line}, state: {state}}}\n" for line in LINES)


def checkout(name, *parts):
    return {f"{name}/manifests/{n}.yaml": "interlock: 1\n" + part for n, part in enumerate(parts)}


MAIN = checkout("main-checkout", profiles(), queues(("Billing", 2), ("Chat", 1)))
BRANCH = checkout("branch", profiles(without={(AGENTS[3], "Fax")}), queues(("Billing", 2)))


def edits(plan):
    return {(step["address"], edit["path"], str(edit["before"]), str(edit["after"])) for step in plan["steps"] for edit in step["edits"]}


def closed_lines(place):
    return {entry["name"] for entry in place.sandbox.all("/api/v2/architect/schedules") if entry["closed"]}


def levels_of(place, agent):
    profile = place.sandbox.get(f"/api/v2/routing/users/user-{agent}/routingprofile")
    return {level["skill"]["name"]: level["level"] for level in profile["levels"]}


def test_what_a_branch_drops_is_removed_and_nothing_else(workplace):
    place = workplace(centre())
    write_files(place.directory, {**MAIN, **BRANCH})
    assert place.plan("-f", "main-checkout/manifests")["steps"] == []

    # Without the base the level that is named no more would stay.
    alone = place.plan("-f", "branch/manifests")
    assert edits(alone) == {("queue/Billing_Line", "/requires/Chat", "{'level': 1}", "None")}

    plan = place.plan("-f", "branch/manifests", "--base", "main-checkout/manifests")
    assert edits(plan) == {
        (f"user/{AGENTS[3]}", "/levels/Fax", "1", "None"),
        ("queue/Billing_Line", "/requires/Chat", "{'level': 1}", "None"),
    }
    assert place.apply()["applied"] == "all"
    assert levels_of(place, AGENTS[3]) == {"Billing": 3, "Chat": 2}
    assert levels_of(place, AGENTS[4]) == {"Billing": 3, "Chat": 2, "Fax": 1}
    assert place.plan("-f", "branch/manifests", "--base", "main-checkout/manifests")["steps"] == []
    assert place.sandbox.observer()["breaches"] == []


def test_what_somebody_took_over_meanwhile_is_held_and_the_rest_goes_on(workplace):
    place = workplace(centre())
    write_files(place.directory, {**MAIN, **BRANCH})
    path = f"/api/v2/routing/users/user-{AGENTS[3]}/routingprofile"

    def raise_fax(profile):
        next(level for level in profile["levels"] if level["skill"]["name"] == "Fax")["level"] = 5

    place.sandbox.edit("PUT", path, raise_fax)
    told = place.run("plan", "-f", "branch/manifests", "--base", "main-checkout/manifests")
    assert told.code == 5 and f"user/{AGENTS[3]} /levels/Fax: it was 1, the tenant has 5" in told.out
    plan = place.plan("-f", "branch/manifests", "--base", "main-checkout/manifests", code=5)
    held = [(item["address"], item["path"], item["base"], item["live"]) for item in plan["held"]]
    assert held == [(f"user/{AGENTS[3]}", "/levels/Fax", 1, 5)]
    run = place.apply(code=5)
    assert [item["address"] for item in run["held"]] == [f"user/{AGENTS[3]}"]
    assert [item["address"] for item in run["done"]] == ["queue/Billing_Line"]
    assert levels_of(place, AGENTS[3])["Fax"] == 5


def test_drift_from_the_base_is_marked(workplace):
    place = workplace(centre())
    write_files(place.directory, {**MAIN, **{f"now/{name}": text for name, text in MAIN.items()}})
    path = f"/api/v2/routing/users/user-{AGENTS[0]}/routingprofile"
    place.sandbox.edit("PUT", path, lambda profile: profile["levels"].pop(0) and None)
    plan = place.plan("-f", "now/main-checkout/manifests", "--base", "main-checkout/manifests")
    assert [edit.get("drift") for step in plan["steps"] for edit in step["edits"]] == [True]


def test_an_emergency_is_an_overlay_and_the_way_back_an_apply_without_it(workplace):
    place = workplace(centre())
    write_files(place.directory, checkout(".", schedules("open")))
    write_files(place.directory, {"emergency.yaml": "interlock: 1\n" + schedules("closed")})
    assert closed_lines(place) == set()

    emergency = place.run("apply", "--overlay", "emergency.yaml", "--only", "schedule/*", "--yes")
    assert emergency.code == 0, emergency
    assert closed_lines(place) == set(LINES)
    assert place.sandbox.writes == 50

    back = place.run("apply", "--yes")
    assert back.code == 0, back
    assert closed_lines(place) == set()
    assert place.sandbox.writes == 100
    assert place.sandbox.observer()["throttled"] == 0


def test_a_plan_over_a_limit_is_refused_and_passes_with_the_flag_it_named(workplace):
    place = workplace(centre())
    place.manifest("skills:\n" + "".join(f"  - {{name: Old_{n:02}, absent: true}}\n" for n in range(12)))
    refused = place.run("plan", "-o", "plan.json")
    assert refused.code == 4, refused
    assert not (place.directory / "plan.json").exists()
    flag = re.search(r"hint: .*(--allow \S+)", refused.err).group(1)
    assert flag == "--allow deletes=12"

    plan = place.plan(*flag.split())
    assert plan["allowed"] == ["deletes=12"]
    assert place.apply()["applied"] == "all"
    left = {skill["name"] for skill in place.sandbox.all("/api/v2/routing/skills")}
    assert {name for name in left if name.startswith("Old_")} == {"Old_12", "Old_13"}


def test_another_number_than_the_plan_needs_is_refused(workplace):
    place = workplace(centre())
    place.manifest("skills:\n" + "".join(f"  - {{name: Old_{n:02}, absent: true}}\n" for n in range(12)))
    refused = place.run("apply", "--yes", "--allow", "deletes=20")
    assert refused.code == 4, refused
    assert "--allow deletes=12" in refused.err
    assert place.sandbox.writes == 0


def test_only_and_except_choose_what_is_touched(workplace):
    place = workplace(centre())
    place.manifest(
        "schedules:\n  - {name: DR_Line_00, state: closed}\n  - {name: DR_Line_01, state: closed}\n"
        + queues(("Billing", 1), ("Chat", 1))
    )
    chosen = place.plan("--only", "schedule/*", "--except", "*_01")
    assert {step["address"] for step in chosen["steps"]} == {"schedule/DR_Line_00"}
    both = place.plan("--except", "queue/*")
    assert {step["address"] for step in both["steps"]} == {"schedule/DR_Line_00", "schedule/DR_Line_01"}


def test_what_the_settings_ignore_is_left_alone_and_named(workplace):
    place = workplace(centre())
    place.manifest("schedules:\n  - {name: DR_Line_00, state: closed}\n  - {name: DR_Line_01, state: closed}\n")
    place.settings(more="ignore:\n  - {object: schedule/*_00, reason: owned by telephony, until: 2999-01-31}\n")
    plan = place.plan()
    assert {step["address"] for step in plan["steps"]} == {"schedule/DR_Line_01"}
    assert plan["ignored"] == [
        {"address": "schedule/DR_Line_00", "reason": "owned by telephony", "until": "2999-01-31"}
    ]


def test_an_ignore_that_ended_hides_nothing_and_says_so(workplace):
    place = workplace(centre())
    place.manifest("schedules:\n  - {name: DR_Line_00, state: closed}\n")
    place.settings(more="ignore:\n  - {object: schedule/*, reason: once, until: 2020-01-31}\n")
    done = place.run("plan", "-o", "plan.json", "--format", "json")
    assert done.code == 0, done
    assert {step["address"] for step in done.json["steps"]} == {"schedule/DR_Line_00"}
    assert re.search(r"interlock\.yaml:\d+:\d+: warning: ignore 'schedule/\*' ended with 2020-01-31", done.err), done.err


def test_the_moment_that_is_planned_for_decides_whether_an_ignore_has_ended(workplace):
    place = workplace(centre())
    place.manifest("schedules:\n  - {name: DR_Line_00, state: closed}\n")
    place.settings(more="ignore:\n  - {object: schedule/*, reason: once, until: 2026-01-31}\n")
    assert place.plan("--at", "2026-01-31T23:59:59Z")["steps"] == []
    assert len(place.plan("--at", "2026-02-01T00:00:00Z")["steps"]) == 1


def test_an_ignore_that_matches_nothing_is_a_warning(workplace):
    place = workplace(centre())
    place.manifest("schedules:\n  - {name: DR_Line_00, state: closed}\n")
    place.settings(more="ignore:\n  - {object: schedule/Legacy_*, reason: gone}\n")
    done = place.run("plan")
    assert done.code == 0, done
    assert "ignore 'schedule/Legacy_*' matches nothing" in done.err


def test_validate_tells_the_capacity_that_the_manifests_give(workplace):
    place = workplace(centre())
    place.manifest(profiles())
    done = place.run("validate", "--api", "guide", "--format", "json")
    assert done.code == 0, done
    assert done.json["capacity"] == [
        {"skill": "skill/Billing", "agents": 12, "levels": 36},
        {"skill": "skill/Chat", "agents": 12, "levels": 24},
        {"skill": "skill/Fax", "agents": 12, "levels": 12},
    ]
    assert "Billing: 12 agents with score 7.2" in done.err
