"""What the published API does differently: batches, guards, requirements as groups, states of schedules as members."""

import pytest

from harness import forward
from published import APAC, ARCHITECT, QUEUES, block, condition, published_centre, ref, sent, users

USERS = "/api/v2/users"
GROUPS = "/api/v2/routing/skillgroups"


def levels_of(sandbox, user):
    return {held["name"]: held["proficiency"] for held in sandbox.all(f"{USERS}/user-{user}/routingskills")}


# Levels


def test_sixty_levels_go_in_two_patches(published_workplace):
    skills = [{"id": f"skill-S{i:02}", "name": f"S{i:02}"} for i in range(60)]
    nobody = {"personal_profiles": [], "skill_groups": []}
    place = published_workplace(published_centre(skills=skills, **nobody))
    named = ", ".join(f"S{i:02}: {i % 6}" for i in range(60))
    place.converge(f"profiles: [{{user: ana@example.com, levels: {{{named}}}}}]")
    assert [len(body) for body in sent(place.sandbox, "PATCH", "routingskills/bulk")] == [50, 10]
    assert levels_of(place.sandbox, "ana") == {f"S{i:02}": i % 6 for i in range(60)}
    assert place.plan()["steps"] == []


def test_exact_levels_are_one_put(published_workplace):
    place = published_workplace(published_centre())
    place.converge("profiles: [{user: ben@example.com, mode: exact, levels: {Tier_2: 1.5}}]")
    assert sent(place.sandbox, "PUT", "routingskills/bulk") == [[{"id": "skill-Tier_2", "proficiency": 1.5}]]
    assert place.sandbox.requests("DELETE") == []
    assert levels_of(place.sandbox, "ben") == {"Tier_2": 1.5}


def test_levels_that_no_manifest_names_stay(published_workplace):
    place = published_workplace(published_centre())
    place.converge("profiles: [{user: ana@example.com, levels: {Fax: 0.75, Tier_2: absent}}]")
    assert levels_of(place.sandbox, "ana") == {"Billing": 4, "Fax": 0.75}


def test_a_skill_that_replaces_another_takes_its_levels_and_the_higher_of_two(published_workplace):
    document = published_centre(skill_groups=[])
    ana = document["personal_profiles"][0]
    ana["levels"] = [{"skill": ref("skill-Fax"), "level": 2.5}, {"skill": ref("skill-Tier_2"), "level": 3.25}]
    place = published_workplace(document)
    place.converge("skills: [{name: Fax, replaces: Tier_2}]")
    assert levels_of(place.sandbox, "ana") == {"Fax": 3.25}
    assert levels_of(place.sandbox, "ben") == {"Billing": 2, "Fax": 5}
    assert {skill["name"] for skill in place.sandbox.all("/api/v2/routing/skills")} == {"Billing", "Fax"}


def test_a_skill_that_replaces_another_takes_its_place_in_conditions_and_rings(published_workplace):
    document = published_centre()
    rings = [{"actions": {"skillsToRemove": [ref("skill-Tier_2")]}}, {}]
    document["queues"][1]["bullseye"] = {"rings": rings}
    place = published_workplace(document)
    place.converge("skills: [{name: Expert, replaces: Tier_2}]")
    expert = place.sandbox.named("/api/v2/routing/skills", "Expert")["id"]
    assert place.sandbox.get(f"{GROUPS}/group-Senior")["skillConditions"] == [block(condition("Expert", 4))]
    ring = place.sandbox.get(f"{QUEUES}/queue-Line")["bullseye"]["rings"][0]
    assert [skill["id"] for skill in ring["actions"]["skillsToRemove"]] == [expert]
    assert levels_of(place.sandbox, "ana") == {"Billing": 4, "Expert": 2}
    assert place.plan()["steps"] == []


def test_users_are_listed_as_active_ones_and_inactive_ones_only_for_those_who_are_missed(published_workplace):
    document = published_centre()
    document["users"][2]["state"] = "inactive"
    place = published_workplace(document)
    place.manifest("profiles: [{user: ana@example.com, levels: {Fax: 1}}]")
    place.plan()
    assert not any("state=" in path for path, _ in place.sandbox.requests("GET", USERS))
    place.manifest("profiles: [{user: eva@example.com, levels: {Fax: 1}}]")
    place.plan()
    assert any("state=inactive" in path for path, _ in place.sandbox.requests("GET", USERS))


# What a queue requires


def test_a_requirement_is_a_group_of_the_queues_name(published_workplace):
    place = published_workplace(published_centre())
    place.converge("queues: [{name: Desk, requires: [{skill: Billing, level: 2, max: 4}]}]")
    group = place.sandbox.named(GROUPS, "Desk")
    shown = place.sandbox.get(f"{GROUPS}/{group['id']}")
    wanted = [condition("Billing", 2), condition("Billing", 4, "LessThanOrEqualTo")]
    assert shown["skillConditions"] == [block(*wanted)]
    attached = place.sandbox.get(f"{QUEUES}/queue-Desk")
    assert [(member["id"], member["type"]) for member in attached["memberGroups"]] == [(group["id"], "SKILLGROUP")]
    assert attached["description"] == "kept"

    place.converge("queues: [{name: Desk, requires: [{skill: Tier_2, level: 1}]}]")
    assert place.sandbox.get(f"{GROUPS}/{group['id']}")["skillConditions"] == [block(condition("Tier_2", 1))]

    place.converge("queues: [{name: Desk, requires: []}]")
    assert place.plan()["steps"] == []
    assert not place.sandbox.get(f"{QUEUES}/queue-Desk").get("memberGroups")
    assert [row["name"] for row in place.sandbox.all(GROUPS)] == ["Senior"]


def test_a_requirement_follows_the_skill_that_replaces_its_own(published_workplace):
    place = published_workplace(published_centre(members={}))
    place.converge("queues: [{name: Desk, requires: [{skill: Billing, level: 2}]}]")
    place.converge("skills: [{name: Invoices, replaces: Billing}]")
    group = place.sandbox.named(GROUPS, "Desk")
    shown = place.sandbox.get(f"{GROUPS}/{group['id']}")
    assert shown["skillConditions"] == [block(condition("Invoices", 2))]
    assert place.sandbox.observer()["breaches"] == []
    place.manifest("queues: [{name: Desk, requires: [{skill: Invoices, level: 2}]}]")
    assert place.plan()["steps"] == []


def test_a_foreign_group_of_the_queues_name_is_not_taken(published_workplace):
    document = published_centre(members={})
    document["skill_groups"].append({**document["skill_groups"][0], "id": "group-Desk", "name": "Desk"})
    place = published_workplace(document)
    place.manifest("queues: [{name: Desk, requires: [{skill: Billing, level: 2}]}]")
    done = place.run("plan")
    assert done.code not in (0, 2), done
    assert "queue-Desk" in done.err and "group-Desk" in done.err


def test_requirements_and_members_exclude_each_other(published_workplace):
    place = published_workplace(published_centre())
    place.manifest("queues: [{name: Desk, requires: [{skill: Billing, level: 2}], members: [ana@example.com]}]")
    done = place.run("plan", "--format", "json")
    assert done.code == 3 and [problem["rule"] for problem in done.json["problems"]] == ["B77"], done


def test_more_members_than_a_request_takes_go_in_several(published_workplace):
    many = users(120)
    nobody = {"personal_profiles": [], "user_languages": {}, "user_utilization": {}, "members": {}}
    place = published_workplace(published_centre(users=many, **nobody))
    place.converge("queues: [{name: Line, members: [" + ", ".join(user["email"] for user in many) + "]}]")
    assert [len(body) for body in sent(place.sandbox, "POST", "/members")] == [100, 20]
    assert place.plan()["steps"] == []


# Schedules and emergencies


def test_a_closed_schedule_is_one_that_a_closed_one_stands_beside(published_workplace):
    document = published_centre()
    main = document["schedule_groups"][0]
    second = {"id": "hours-Second", "name": "Second", "openSchedules": [ref("schedule-Night")]}
    document["schedule_groups"].append({**main, **second})
    place = published_workplace(document)
    place.converge("schedules: [{name: Hours, state: closed}, {name: Night, state: closed}]")
    closed = [row for row in place.sandbox.all(f"{ARCHITECT}/schedules") if row["name"] == "Interlock_Closed"]
    assert len(closed) == 1
    for group in ("Main", "Second"):
        shown = place.sandbox.get(f"{ARCHITECT}/schedulegroups/hours-{group}")
        assert [row["id"] for row in shown["closedSchedules"]] == [closed[0]["id"]]
    assert place.plan()["steps"] == []

    place.converge("schedules: [{name: Hours, state: open}]")
    assert not place.sandbox.get(f"{ARCHITECT}/schedulegroups/hours-Main").get("closedSchedules")
    assert place.sandbox.get(f"{ARCHITECT}/schedulegroups/hours-Second")["closedSchedules"]
    assert place.plan()["steps"] == []


def test_a_schedule_in_no_group_has_no_state(published_workplace):
    place = published_workplace(published_centre())
    place.manifest("schedules: [{name: Night, state: closed}]")
    done = place.run("plan")
    assert done.code not in (0, 2) and "Night" in done.err, done


@pytest.mark.parametrize(
    "group",
    [
        pytest.param("{name: Main, closed: [Night]}", id="that-names-what-it-is-closed-by"),
        pytest.param("{name: Main, closed: []}", id="that-names-nothing-it-is-closed-by"),
        pytest.param("{name: Main, open: [Hours], closed: [Night], holiday: [Holidays]}", id="that-names-all"),
        pytest.param("{name: New, open: [Hours], closed: [Night]}", id="that-is-new"),
    ],
)
def test_the_state_of_a_schedule_stands_beside_a_group(published_workplace, group):
    place = published_workplace(published_centre())
    for state in ("closed", "open"):
        manifest = f"schedules: [{{name: Hours, state: {state}}}]\nschedule_groups: [{group}]"
        place.converge(manifest)
        assert place.plan()["steps"] == []
        drift = place.run("drift", "--format", "json")
        assert drift.code == 0, drift
    groups = place.sandbox.all(f"{ARCHITECT}/schedulegroups")
    shown = [row["name"] for group in groups for row in group.get("closedSchedules", [])]
    assert "Interlock_Closed" not in shown


def test_a_group_without_stated_schedules_says_itself_what_closes_it(published_workplace):
    place = published_workplace(published_centre())
    place.converge("schedules: [{name: Hours, state: closed}]")
    place.converge("schedule_groups: [{name: Main, closed: [Interlock_Closed]}]")
    assert place.plan()["steps"] == []
    place.converge("schedule_groups: [{name: Main, closed: [Night]}]")
    main = place.sandbox.get(f"{ARCHITECT}/schedulegroups/hours-Main")
    assert [row["id"] for row in main["closedSchedules"]] == ["schedule-Night"]


def test_a_group_that_lists_what_closes_it_beside_an_open_schedule_is_refused(published_workplace):
    place = published_workplace(published_centre())
    place.converge("schedules: [{name: Hours, state: closed}]")
    place.manifest(
        "schedules: [{name: Hours, state: open}]\nschedule_groups: [{name: Main, closed: [Interlock_Closed]}]"
    )
    done = place.run("plan", "--format", "json")
    assert done.code == 4 and [problem["rule"] for problem in done.json["problems"]] == ["E4"], done


def test_an_emergency_is_one_write_that_changes_the_switch_alone(published_workplace):
    place = published_workplace(published_centre())
    before = place.sandbox.get(f"{ARCHITECT}/emergencygroups/emergency-Down")
    place.converge("emergency_groups: [{name: Down, active: true}]")
    assert place.sandbox.writes == 1
    (body,) = sent(place.sandbox, "PUT")
    assert body["enabled"] is True and body["version"] == 7
    after = place.sandbox.get(f"{ARCHITECT}/emergencygroups/emergency-Down")
    assert after["emergencyCallFlows"] == before["emergencyCallFlows"]


def test_moving_a_queue_is_a_request_to_its_division(published_workplace):
    place = published_workplace(published_centre())
    place.converge("queues: [{name: Desk, division: APAC}]")
    assert sent(place.sandbox, "POST") == [["queue-Desk"]]
    assert place.sandbox.requests("PUT") == []
    assert place.sandbox.get(f"{QUEUES}/queue-Desk")["division"]["id"] == APAC


# What the client may not do, and names that come twice


@pytest.mark.parametrize(
    "permission, text",
    [
        ("routing:queue:view", "queues: [{name: Desk, description: ours}]"),
        ("routing:queue:edit", "queues: [{name: Desk, description: ours}]"),
        ("routing:skill:assign", "profiles: [{user: ana@example.com, levels: {Fax: 1}}]"),
        ("routing:emergencyGroup:edit", "emergency_groups: [{name: Down, active: true}]"),
    ],
)
def test_a_missing_permission_is_named(published_workplace, permission, text):
    place = published_workplace(published_centre(forbidden=[permission]))
    place.manifest(text)
    done = place.run("apply", "-f", "manifests", "--yes")
    assert done.code == 6 and permission in done.err, done
    assert place.sandbox.writes == 0


def twins():
    document = published_centre()
    document["schedules"].append({**document["schedules"][1], "id": "schedule-Twin", "division": ref(APAC)})
    return document


def test_names_that_two_divisions_have_are_refused_with_both_ids(published_workplace):
    place = published_workplace(twins())
    place.manifest("schedules: [{name: Night, rrule: FREQ=WEEKLY}]")
    done = place.run("plan", "--format", "json")
    (problem,) = done.json["problems"]
    assert done.code == 4 and problem["rule"] == "B54", done
    assert "schedule-Night" in problem["message"] and "schedule-Twin" in problem["message"]


def test_an_id_pins_one_of_two_objects_of_a_name(published_workplace):
    place = published_workplace(twins())
    place.converge("schedules: [{name: Night, id: schedule-Twin, rrule: FREQ=WEEKLY}]")
    assert place.sandbox.get(f"{ARCHITECT}/schedules/schedule-Twin")["rrule"].startswith("FREQ=WEEKLY")
    assert place.sandbox.get(f"{ARCHITECT}/schedules/schedule-Night")["rrule"] == "FREQ=DAILY"
    assert place.plan()["steps"] == []


def test_a_login_that_is_throttled_is_waited_for(published_workplace):
    busy = published_workplace(published_centre(login_rate="1/min")).sandbox
    place = published_workplace(published_centre())
    place.manifest("skills: [{name: Chat}]")
    refusals = []

    def refuse_once(handler):
        """The words of a sandbox whose login was used up; its wait would be a minute."""
        if not handler.path.startswith("/oauth/token") or refusals:
            return None
        busy.token()
        status, headers, body = forward(busy.direct, handler)
        refusals.append(status)
        return status, {**headers, "Retry-After": "1"}, body

    place.sandbox.meddle = refuse_once
    assert place.run("plan").code == 0
    assert refusals == [400]


def test_the_utilization_of_the_organization_cannot_go(published_workplace):
    place = published_workplace(published_centre())
    place.manifest("utilization: [{of: organization, absent: true}]")
    done = place.run("plan", "--format", "json")
    assert done.code == 3 and [problem["rule"] for problem in done.json["problems"]] == ["B77"], done


# Overlays: what comes out has to stand together, not what goes in.

_SCHEDULE = "schedules: [{name: Hours, start: '2026-01-05T08:00', end: '2026-01-05T07:00'}]"
_LATER = "schedules: [{name: Hours, end: '2026-01-05T17:00'}]"
_BOTH = "queues: [{name: Desk, members: [ana@example.com], requires: [{skill: Fax, level: 1}]}]"


@pytest.mark.parametrize(
    "base,overlay,rules",
    [
        pytest.param(_SCHEDULE, _LATER, [], id="an-overlay-mends-an-entry"),
        pytest.param(_LATER, _SCHEDULE, ["B30"], id="an-overlay-makes-an-entry-wrong"),
        pytest.param(_BOTH, "queues: [{name: Desk, absent: true}]", [], id="an-overlay-removes-an-entry"),
        pytest.param(
            "queues: [{name: Desk, members: [ana@example.com]}]",
            "queues: [{name: Desk, requires: [{skill: Fax, level: 1}]}]",
            ["B77"],
            id="two-that-are-right-alone-are-wrong-together",
        ),
    ],
)
def test_entries_are_checked_as_the_overlay_leaves_them(published_workplace, base, overlay, rules):
    place = published_workplace(published_centre())
    place.manifest(base)
    place.write({"overlay/o.yaml": f"interlock: 1\n{overlay}\n"})
    done = place.run("plan", "--overlay", "overlay", "--format", "json")
    problems = done.json.get("problems", [])
    assert [row["rule"] for row in problems if row["rule"] in ("B30", "B77")] == rules, done
    assert (done.code == 3) == bool(rules), done
