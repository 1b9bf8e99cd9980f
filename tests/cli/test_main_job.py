"""The main job over real HTTP: manifests -> plan -> apply -> no changes -> drift, and what must survive it."""

import json

import pytest

from tenants import DEFAULTS, Tenant

SCHEDULES = "schedules:\n  - {name: Weekdays, state: closed}\n  - {name: Holidays, state: open}\n"


def addresses(items):
    return sorted({item["address"] for item in items})


def test_changes_then_apply_then_no_changes(workplace):
    place = workplace()
    place.manifest(
        "skills:\n  - {name: Chat, description: Written words}\n"
        "profiles:\n  - user: ana@example.com\n    levels: {Chat: 3}\n"
        "queues:\n  - name: Chat_Line\n    requires: [{skill: Chat, level: 2}]\n" + SCHEDULES
    )
    planned = place.run("plan", "-o", "plan.json", "--detailed-exitcode")
    assert planned.code == 2, planned
    assert "skill/Chat" in planned.out and "queue/Chat_Line" in planned.out
    applied = place.run("apply", "plan.json")
    assert applied.code == 0, applied
    again = place.run("plan", "--detailed-exitcode")
    assert again.code == 0, again
    assert "no changes" in (again.out + again.err).lower()
    assert place.run("drift").code == 0
    assert place.sandbox.observer()["breaches"] == []
    chat = place.sandbox.named("/api/v2/routing/skills", "Chat")
    assert chat["description"] == "Written words" and chat["enabled"] is True
    requirement = place.sandbox.named("/api/v2/routing/queues", "Chat_Line")["skills"]
    assert [(entry["skill"]["id"], entry["requiredLevel"]) for entry in requirement] == [(chat["id"], 2)]


def test_plan_without_detailed_exitcode_is_0_with_changes(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    assert place.run("plan").code == 0
    assert place.sandbox.writes == 0


def test_apply_of_manifests_plans_first_and_takes_yes(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    assert place.run("apply", "-f", "manifests", "--yes").code == 0
    assert place.sandbox.named("/api/v2/architect/schedules", "Weekdays")["closed"] is True
    writes = place.sandbox.writes
    assert place.run("apply", "-f", "manifests", "--yes").code == 0
    assert place.sandbox.writes == writes == 2


def test_what_is_not_named_is_left_alone(workplace):
    place = workplace()
    before = place.sandbox.state()
    place.manifest("schedules:\n  - {name: Weekdays, state: open}\n")
    assert place.run("apply", "-f", "manifests", "--yes").code == 0
    assert place.sandbox.writes == 0
    assert place.sandbox.state() == before


def test_a_foreign_edit_of_a_planned_field_holds_exactly_that_object(workplace):
    place = workplace()
    place.manifest(
        "profiles:\n  - user: ana@example.com\n    levels: {Billing: 5}\n  - user: ben@example.com\n    levels: {Billing: 3}\n"
    )
    place.plan()

    def theirs(body):
        next(held for held in body["levels"] if held["skill"]["name"] == "Billing")["level"] = 1

    place.sandbox.edit("PUT", "/api/v2/routing/users/user-ana@example.com/routingprofile", theirs)
    run = place.apply(code=5)
    assert addresses(run["held"]) == ["user/ana@example.com"]
    assert addresses(run["done"]) == ["user/ben@example.com"]
    assert run["applied"] == "part"
    assert levels_of(place.sandbox, "ana@example.com")["Billing"] == 1
    assert levels_of(place.sandbox, "ben@example.com")["Billing"] == 3


def levels_of(sandbox, email):
    body = sandbox.get(f"/api/v2/routing/users/user-{email}/routingprofile")
    return {held["skill"]["name"]: held["level"] for held in body["levels"]}


def test_a_foreign_edit_of_another_field_survives_beside_ours(workplace):
    place = workplace()
    place.manifest("profiles:\n  - user: ana@example.com\n    levels: {Billing: 5}\n")
    place.plan()

    def theirs(body):
        next(held for held in body["levels"] if held["skill"]["name"] == "Tier_2")["level"] = 3
        body["noted_by_a_colleague"] = "hands off"

    place.sandbox.edit("PUT", "/api/v2/routing/users/user-ana@example.com/routingprofile", theirs)
    place.apply()
    assert levels_of(place.sandbox, "ana@example.com") == {"Billing": 5, "Tier_2": 3}
    body = place.sandbox.get("/api/v2/routing/users/user-ana@example.com/routingprofile")
    assert body["noted_by_a_colleague"] == "hands off"


@pytest.mark.parametrize(
    "path, method, theirs, text, kept",
    [
        pytest.param(
            "/api/v2/routing/queues/queue-Billing_Line",
            "PUT",
            {"description": "by a colleague"},
            "queues:\n  - name: Billing_Line\n    requires: [{skill: Billing, level: 1}]\n",
            ("description", "by a colleague"),
            id="queue",
        ),
        pytest.param(
            "/api/v2/routing/profiles/profile-Support_Agent",
            "PUT",
            {"default_wrap_up_code": "by a colleague"},
            "profiles:\n  - name: Support_Agent\n    levels: {Billing: 4}\n",
            ("default_wrap_up_code", "by a colleague"),
            id="shared_profile",
        ),
        pytest.param(
            "/api/v2/architect/schedules/schedule-Weekdays",
            "PATCH",
            {"enabled": False},
            "schedules:\n  - {name: Weekdays, state: closed}\n",
            ("enabled", False),
            id="schedule",
        ),
        pytest.param(
            "/api/v2/routing/skills/skill-Fax",
            "PUT",
            {"enabled": True, "noted_by_a_colleague": "kept"},
            "skills:\n  - {name: Fax, description: ours}\n",
            ("noted_by_a_colleague", "kept"),
            id="skill",
        ),
    ],
)
def test_both_edits_survive_on_every_kind(workplace, path, method, theirs, text, kept):
    place = workplace()
    place.manifest(text)
    place.plan()
    place.sandbox.edit(method, path, lambda body: {**body, **theirs} if method == "PUT" else theirs)
    run = place.apply()
    assert len(run["done"]) == 1 and run["held"] == []
    assert place.sandbox.get(path)[kept[0]] == kept[1]
    assert place.plan("--detailed-exitcode")["steps"] == []


def test_an_object_that_is_already_as_wanted_is_done(workplace):
    place = workplace()
    place.manifest("schedules:\n  - {name: Weekdays, state: closed}\n")
    place.plan()
    place.sandbox.edit("PATCH", "/api/v2/architect/schedules/schedule-Weekdays", lambda body: {"closed": True})
    writes = place.sandbox.writes
    run = place.apply()
    assert addresses(run["done"]) == ["schedule/Weekdays"]
    assert place.sandbox.writes == writes


def test_a_replaced_skill_moves_everywhere_and_no_queue_ever_starves(workplace):
    place = workplace()
    place.manifest("skills:\n  - {name: Tier_2_English, replaces: Tier_2}\n")
    plan = place.plan()
    assert [step["verb"] for step in plan["steps"]][-1] == "delete"
    place.apply()
    skills = {skill["name"] for skill in place.sandbox.all("/api/v2/routing/skills")}
    assert "Tier_2_English" in skills and "Tier_2" not in skills
    assert levels_of(place.sandbox, "ana@example.com") == {"Billing": 4, "Tier_2_English": 2}
    assert levels_of(place.sandbox, "chloé@example.com") == {"Tier_2_English": 3}
    requirement = place.sandbox.get("/api/v2/routing/queues/queue-Expert_Line")["skills"]
    assert [(entry["skill"]["name"], entry["requiredLevel"], entry["maxLevel"]) for entry in requirement] == [
        ("Tier_2_English", 2, 5)
    ]
    assert place.sandbox.observer()["breaches"] == []
    assert place.plan("--detailed-exitcode")["steps"] == []


def test_the_observer_sees_a_queue_that_starves(workplace):
    """The witness of the tests above is awake: the same move in the wrong order is reported."""
    place = workplace()
    place.sandbox.edit("PUT", "/api/v2/routing/queues/queue-Expert_Line", lambda body: {**body, "skills": []})
    assert place.sandbox.observer()["breaches"] == []

    def impossible(body):
        needs = [{"skill": {"id": f"skill-{name}", "name": name}, "requiredLevel": 5} for name in ("Tier_2", "Fax")]
        return {**body, "skills": needs}

    place.sandbox.edit("PUT", "/api/v2/routing/queues/queue-Expert_Line", impossible)
    assert [breach["queue"] for breach in place.sandbox.observer()["breaches"]] == ["Expert_Line"]


def test_a_requirement_rises_only_after_the_agents_can_meet_it(workplace):
    place = workplace()
    place.manifest(
        "profiles:\n  - user: ben@example.com\n    levels: {Billing: 5}\n  - user: ana@example.com\n    levels: {Billing: 5}\n"
        "queues:\n  - name: Billing_Line\n    requires: [{skill: Billing, level: 5}]\n"
    )
    place.plan()
    place.apply()
    assert place.sandbox.observer()["breaches"] == []
    assert place.plan("--detailed-exitcode")["steps"] == []


UPDATES = [
    pytest.param("profiles:\n  - name: Support_Agent\n    levels: {Billing: 4}\n", id="one_level_of_a_shared_profile"),
    pytest.param("profiles:\n  - name: Support_Agent\n    levels: {Tier_2: 1}\n", id="a_new_level_of_a_shared_profile"),
    pytest.param("profiles:\n  - name: Support_Agent\n    levels: {Fax: absent}\n", id="a_level_taken_away"),
    pytest.param("profiles:\n  - user: ana@example.com\n    levels: {Billing: 1}\n", id="one_level_of_a_user"),
    pytest.param("profiles:\n  - user: ben@example.com\n    levels: {Tier_2: 2}\n", id="a_new_level_of_a_user"),
    pytest.param("queues:\n  - name: Billing_Line\n    requires: [{skill: Billing, level: 1}]\n", id="a_requirement"),
    pytest.param("queues:\n  - name: Billing_Line\n    requires: []\n", id="all_requirements_taken_away"),
    pytest.param(SCHEDULES, id="two_schedules"),
    pytest.param("skills:\n  - {name: Billing, description: Money}\n", id="a_description"),
    pytest.param("skills:\n  - {name: Paper, replaces: Fax}\n", id="a_skill_that_replaces_another"),
]


@pytest.mark.parametrize("text", UPDATES)
def test_what_we_do_not_own_survives(workplace, text):
    place = workplace()
    before = place.sandbox.state()
    place.converge(text)
    after = place.sandbox.state()
    profile = named(after["shared_profiles"], "Support_Agent")
    assert {field: profile[field] for field in DEFAULTS} == {field: f"kept-{field}" for field in DEFAULTS}
    assert profile["invented_by_the_platform"] == {"deep": [1, 2, {"x": None}]}
    assert named(after["queues"], "Billing_Line")["invented_by_the_platform"] == [{"kept": True}]
    assert named(after["queues"], "Billing_Line")["description"] == "kept"
    assert named(after["personal_profiles"], "ana@example.com")["invented_by_the_platform"] == "kept"
    assert named(after["schedules"], "Weekdays")["schedule"] == named(before["schedules"], "Weekdays")["schedule"]
    # Levels that the manifest does not name are where they were; a replaced skill moves under its new name.
    for email in ("ana@example.com", "ben@example.com", "chloé@example.com"):
        for skill, level in held(before, email).items():
            if f"{skill}:" not in text and f"replaces: {skill}" not in text:
                assert held(after, email)[skill] == level
    assert place.plan("--detailed-exitcode")["steps"] == []


def named(entities, name):
    return next(entity for entity in entities if entity["name"] == name)


def held(state, email):
    return {entry["skill"]["name"]: entry["level"] for entry in named(state["personal_profiles"], email)["levels"]}


def test_mode_exact_takes_away_what_is_not_named(workplace):
    place = workplace()
    place.converge("profiles:\n  - user: ben@example.com\n    mode: exact\n    levels: {Billing: 2}\n")
    assert levels_of(place.sandbox, "ben@example.com") == {"Billing": 2}


def test_fifty_schedules_in_one_apply_without_a_429(workplace):
    tenant = Tenant(rates={"token": "300/min", "routing": "10/s", "queues": "5/s", "architect": "300/min"})
    for number in range(50):
        tenant.schedule(f"DR_Line_{number:02}")
    place = workplace(tenant)
    place.settings(rates="{token: 300/min, architect: 300/min}")
    entries = "".join(f"  - {{name: DR_Line_{number:02}, state: closed}}\n" for number in range(50))
    run = place.converge("schedules:\n" + entries)
    assert len(run["done"]) == 50
    assert all(schedule["closed"] for schedule in place.sandbox.all("/api/v2/architect/schedules"))
    observer = place.sandbox.observer()
    assert (observer["writes"], observer["throttled"]) == (50, 0)


def test_same_input_gives_the_same_bytes(workplace):
    place = workplace()
    place.manifest(SCHEDULES + "skills:\n  - {name: Chat, replaces: Tier_2}\n  - {name: Fax, description: old}\n")

    def stable():
        document = place.run("plan", "--format", "json").json
        for changing in ("created", "expires", "digest"):
            assert document.pop(changing)
        return json.dumps(document)

    assert stable() == stable()


def test_the_order_and_layout_of_manifests_is_no_difference(workplace):
    place = workplace()
    place.manifest("schedules:\n  - {name: Weekdays, state: closed}\n  - {name: Holidays, state: open}\n")
    first = place.run("plan", "--format", "json").json
    place.manifest(
        "# the other way round\nschedules:\n- state: open\n  name: Holidays\n\n- state: 'closed'\n  name: Weekdays\n"
    )
    second = place.run("plan", "--format", "json").json
    assert first["manifest_digest"] == second["manifest_digest"]
    assert [step["address"] for step in first["steps"]] == [step["address"] for step in second["steps"]]


def test_drift_says_what_differs_and_writes_nothing(workplace):
    place = workplace()
    place.converge(SCHEDULES + "queues:\n  - name: Billing_Line\n    requires: [{skill: Billing, level: 2}]\n")
    assert place.run("drift").code == 0
    place.sandbox.edit("PATCH", "/api/v2/architect/schedules/schedule-Weekdays", lambda body: {"closed": False})

    def lowered(body):
        body["skills"][0]["requiredLevel"] = 1

    place.sandbox.edit("PUT", "/api/v2/routing/queues/queue-Billing_Line", lowered)
    writes = place.sandbox.writes
    drift = place.run("drift", "--format", "json")
    assert drift.code == 2, drift
    items = {item["address"]: item for item in drift.json["items"]}
    assert sorted(items) == ["queue/Billing_Line", "schedule/Weekdays"]
    assert {item["change"] for item in items.values()} == {"differs"}
    assert items["schedule/Weekdays"]["edits"] == [{"path": "/state", "before": "open", "after": "closed"}]
    assert items["schedule/Weekdays"]["source"]["file"] == "manifests/a.yaml"
    assert items["schedule/Weekdays"]["source"]["line"] == 3
    text = place.run("drift")
    assert text.code == 2 and "queue/Billing_Line" in text.out and "schedule/Weekdays" in text.out
    assert place.sandbox.writes == writes


def test_several_files_and_paths_make_one_desired_state(workplace):
    place = workplace()
    place.write(
        {
            "one/a.yaml": "interlock: 1\nschedules:\n  - {name: Weekdays, state: closed}\n",
            "two/deep/b.yml": "interlock: 1\nschedules:\n  - {name: Holidays, state: open}\n",
            "two/interlock.yaml": "this is no manifest",
        }
    )
    plan = place.run("plan", "-f", "one", "-f", "two", "--format", "json")
    assert plan.code == 0, plan
    assert addresses(plan.json["steps"]) == ["schedule/Holidays", "schedule/Weekdays"]


def test_an_error_found_against_the_tenant_points_at_the_manifest(workplace):
    place = workplace()
    place.write(
        {
            "manifests/deep/people.yaml": "interlock: 1\nprofiles:\n  - user: ana@example.com\n    levels:\n      Biling: 2\n"
        }
    )
    done = place.run("plan")
    assert done.code == 3, done
    assert "manifests/deep/people.yaml:5:7: error: " in done.err and "'Billing'" in done.err


def test_unpaged_tenants_are_read_whole(workplace):
    tenant = Tenant()
    for number in range(230):
        tenant.skill(f"S{number:03}")
    place = workplace(tenant)
    place.manifest("skills:\n  - {name: S229, description: last}\n")
    assert addresses(place.plan()["steps"]) == ["skill/S229"]


def test_wrong_credentials_are_exit_6(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    done = place.run("plan", env={"GENESYSCLOUD_OAUTHCLIENT_SECRET": "not-the-secret"})
    assert done.code == 6, done
    assert "not-the-secret" not in done.out + done.err


def test_an_organisation_that_differs_is_refused(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    place.write(
        {
            "interlock.yaml": f"interlock: 1\ntenants:\n  sandbox:\n    url: {place.sandbox.url}\n    api: guide\n"
            "    organization: 0b0b0b0b-0000-4000-8000-000000000002\n"
        }
    )
    done = place.run("plan")
    assert done.code == 4, done
    assert "0a0a0a0a-0000-4000-8000-000000000001" in done.err and "0b0b0b0b-0000-4000-8000-000000000002" in done.err
