"""What a client of the published API may not do or see, and for whom its credentials are: SEC4, SEC22, SEC35, B37, B84."""

import json

import pytest

from harness import forward
from published import APAC, HOME, QUEUES, published_centre, ref, sent

SUBJECT = "/api/v2/authorization/subjects/me"
ORGANIZATION = "/api/v2/organizations/me"
APPLY = ("apply", "-f", "manifests", "--yes")
OTHER = {"id": "0b0b0b0b-0000-4000-8000-000000000002", "name": "Elsewhere"}

# One step for each permission to write; of "a or b" both are lacking.
WRITES = {
    ("routing:skill:create", "routing:skill:manage"): "skills: [{name: New}]",
    ("routing:skill:update",): "skills: [{name: Fax, division: APAC}]",
    ("routing:skill:delete", "routing:skill:manage"): "skills: [{name: Loose, absent: true}]",
    ("routing:skill:manage",): "languages: [{name: fr}]",
    ("routing:wrapupCode:add",): "wrapup_codes: [{name: New}]",
    ("routing:wrapupCode:edit",): "wrapup_codes: [{name: Solved, description: ours}]",
    ("routing:wrapupCode:delete",): "wrapup_codes: [{name: Called_Back, absent: true}]",
    ("routing:skillGroup:add",): "queues: [{name: Line, requires: [{skill: Billing, level: 2}]}]",
    ("routing:skillGroup:edit",): "skill_groups: [{name: Senior, description: ours}]",
    ("routing:skillGroup:delete",): "skill_groups: [{name: Senior, absent: true}]",
    ("routing:queue:add",): "queues: [{name: New}]",
    ("routing:queue:edit",): "queues: [{name: Desk, description: ours}]",
    ("routing:queue:delete",): "queues: [{name: Line, absent: true}]",
    ("routing:queue:edit", "routing:queueMember:manage"): "queues: [{name: Line, members: [ben@example.com]}]",
    ("routing:skill:assign",): "profiles: [{user: ana@example.com, levels: {Fax: 1}}]",
    ("routing:skill:assign", "routing:language:assign"): "profiles: [{user: ana@example.com, languages: {en: 1}}]",
    ("routing:utilization:manage",): "utilization: [{of: ben@example.com, media: {call: {maximum_capacity: 3}}}]",
    ("routing:schedule:add",): "schedules: [{name: New, start: '2026-01-05T08:00', end: '2026-01-05T18:00'}]",
    ("routing:schedule:edit",): "schedules: [{name: Night, rrule: FREQ=WEEKLY}]",
    ("routing:schedule:delete",): "schedules: [{name: Night, absent: true}]",
    ("routing:scheduleGroup:edit",): "schedule_groups: [{name: Main, open: [Hours, Night]}]",
    ("routing:emergencyGroup:edit",): "emergency_groups: [{name: Down, active: true}]",
    ("routing:callRoute:edit",): "ivrs: [{name: Front, closed_flow: Down}]",
    ("architect:datatable:add",): "data_tables: [{name: New, columns: [{name: note, type: string}]}]",
    ("architect:datatableRow:edit", "architect:datatable:edit"): "data_tables: [{name: Sites, rows: {SIN: {tries: 1}}}]",
    ("architect:datatableRow:delete", "architect:datatable:delete"): "data_tables: [{name: Sites, rows: {SIN: absent}}]",
}
READ_ONLY = sorted({permission for lacking in WRITES for permission in lacking})


def centre(**more):
    document = published_centre(**more)
    document["skills"].append({"id": "skill-Loose", "name": "Loose"})
    return document


# The preflight


@pytest.mark.parametrize("lacking", WRITES, ids=" ".join)
def test_a_missing_permission_is_named_before_the_first_write(published_workplace, lacking):
    place = published_workplace(centre(forbidden=list(lacking)))
    place.manifest(WRITES[lacking])
    done = place.run(*APPLY)
    assert done.code == 6, done
    assert "the client lacks the permission " + " or ".join(f"'{one}'" for one in lacking) in done.err, done
    assert "manifests/a.yaml:2:" in done.err
    assert not any(sent_ for method in ("POST", "PUT", "PATCH", "DELETE") for sent_ in place.sandbox.requests(method, "/api/"))


@pytest.mark.parametrize("lacking", WRITES, ids=" ".join)
def test_the_platform_names_the_same_permission_where_it_does_not_tell_before(published_workplace, lacking):
    """So that the table of the preflight says what the platform says."""
    place = published_workplace(centre(forbidden=list(lacking)))
    place.sandbox.meddle = lambda handler: refusal() if handler.path.startswith(SUBJECT) else None
    place.manifest(WRITES[lacking])
    done = place.run(*APPLY)
    assert done.code == 6, done
    assert all(one in done.err for one in lacking) and "could not be written: 403" in done.err, done


def refusal():
    body = {"message": "You are not authorized to perform the requested action.", "code": "not.authorized", "status": 403}
    return 403, {"Content-Type": "application/json"}, json.dumps({**body, "contextId": "c", "details": [], "errors": []}).encode()


def test_all_that_is_missing_is_named_at_once_and_nothing_is_half_done(published_workplace):
    place = published_workplace(centre(forbidden=["routing:emergencyGroup:edit", "routing:queue:edit"]))
    place.manifest(
        "skills: [{name: New}]\nemergency_groups: [{name: Down, active: true}]\n"
        "queues: [{name: Desk, description: ours}, {name: Line, description: ours}]\n"
    )
    done = place.run(*APPLY)
    assert done.code == 6 and place.sandbox.writes == 0, done
    assert "'routing:emergencyGroup:edit'" in done.err
    assert "'routing:queue:edit', which s" in done.err and "and 1 more step take" in done.err, done


def test_a_saved_plan_is_judged_as_well(published_workplace):
    place = published_workplace(centre(forbidden=["routing:queue:edit"]))
    place.manifest("skills: [{name: New}]\nqueues: [{name: Desk, description: ours}]")
    place.plan()
    done = place.run("apply", "plan.json")
    assert done.code == 6 and "'routing:queue:edit'" in done.err and place.sandbox.writes == 0, done


@pytest.mark.parametrize(
    "policy",
    [
        {"domain": "*", "entityName": "*", "actions": ["*"]},
        {"domain": "routing", "entityName": "*", "actions": ["edit"]},
        {"domain": "routing", "entityName": "queue", "actions": ["*"]},
    ],
)
def test_a_policy_for_all_is_enough(published_workplace, policy):
    place = published_workplace(centre())
    everywhere = {"id": "*", "name": "*", "description": ""}
    grant = {"subjectId": "c", "division": everywhere, "role": {"id": "r", "name": "admin", "policies": [policy]}}
    body = json.dumps({"id": "c", "name": "c", "grants": [grant]}).encode()
    place.sandbox.meddle = lambda handler: (200, {}, body) if handler.path.startswith(SUBJECT) else None
    place.manifest("queues: [{name: Desk, description: ours}]")
    assert place.run(*APPLY).code == 0


# SEC4: planning takes no permission to write, and no long-lived secret.


def test_who_may_only_read_plans_exports_and_sees_drift(published_workplace):
    place = published_workplace(centre(forbidden=READ_ONLY))
    names = ("GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET")
    token = {**dict.fromkeys(names), "GENESYSCLOUD_ACCESS_TOKEN": place.sandbox.token()}
    place.manifest("queues: [{name: Desk, description: ours}]\nskills: [{name: New}]")
    assert place.run("plan", "-o", "plan.json", env=token).code == 0
    assert place.run("drift", env=token).code in (0, 2)
    assert place.run("export", "-o", "exported", env=token).code == 0
    done = place.run("apply", "plan.json", env=token)
    assert done.code == 6 and place.sandbox.writes == 0, done


# SEC22: another organisation's token.


def test_credentials_that_turn_to_another_organisation_write_nothing_more(published_workplace):
    place = published_workplace(centre())
    place.manifest(
        "schedules: [{name: New, start: '2026-01-05T08:00', end: '2026-01-05T18:00'}]\n"
        "schedule_groups: [{name: Main, open: [Hours, New]}]\n"
    )
    place.plan()
    written = []

    def swap(handler):
        """The token is another organisation's from the first write on."""
        if handler.command == "POST" and "/schedules" in handler.path:
            written.append(handler.path)
        if not written or handler.path != ORGANIZATION:
            return None
        status, headers, body = forward(place.sandbox.direct, handler)
        return status, headers, json.dumps({**json.loads(body), **OTHER}).encode()

    place.sandbox.meddle = swap
    done = place.run("apply", "plan.json")
    assert done.code == 4 and OTHER["id"] in done.err, done
    assert place.sandbox.writes == 1 and sent(place.sandbox, "PUT") == []


# SEC35: an object that was made again under the same name.


def remake(sandbox, path, identifier, name):
    assert sandbox.call("DELETE", f"{path}/{identifier}")[0] in (200, 204)
    assert sandbox.call("POST", path, {"name": name})[0] == 200


def test_a_queue_that_was_made_again_is_not_written(published_workplace):
    place = published_workplace(centre())
    place.manifest("queues: [{name: Line, description: ours}]")
    place.plan()
    remake(place.sandbox, QUEUES, "queue-Line", "Line")
    before = place.sandbox.writes
    run = place.apply(code=5)
    assert [held["address"] for held in run["held"]] == ["queue/Line"] and place.sandbox.writes == before


CONDITIONS = (
    "skill_groups: [{name: Senior, skill_conditions: [{operation: And, routing_skill_conditions: "
    "[{routing_skill: Loose, comparator: EqualTo, proficiency: 2}]}]}]"
)


@pytest.mark.parametrize("text", [CONDITIONS, "queues: [{name: Line, requires: [{skill: Loose, level: 2}]}]"])
def test_a_condition_does_not_name_a_skill_that_was_made_again(published_workplace, text):
    """The platform keeps the name: it would mean the new one."""
    document = centre(members={})
    document["personal_profiles"][0]["levels"].append({"skill": ref("skill-Loose"), "level": 5})
    place = published_workplace(document)
    place.manifest(text)
    place.plan()
    assert place.sandbox.call("DELETE", "/api/v2/users/user-ana/routingskills/skill-Loose")[0] == 200
    remake(place.sandbox, "/api/v2/routing/skills", "skill-Loose", "Loose")
    before = place.sandbox.writes
    done = place.run("apply", "plan.json")
    assert done.code == 5 and "skill/Loose" in done.err and "'skill-Loose'" in done.err, done
    assert place.sandbox.writes == before


# Divisions that the client does not see


def test_an_object_beyond_the_client_s_roles_is_not_written_and_the_hint_says_why(published_workplace):
    document = centre(forbidden_divisions=[APAC])
    document["wrapup_codes"].append({"id": "code-Far", "name": "Far", "division": ref(APAC)})
    place = published_workplace(document)
    assert "Far" not in {code["name"] for code in place.sandbox.all("/api/v2/routing/wrapupcodes")}
    place.manifest("wrapup_codes: [{name: Far, description: ours}]")
    assert [step["verb"] for step in place.plan()["steps"]] == ["create"]
    run = place.apply(code=5)
    (held,) = run["held"]
    assert "a division that the client's roles do not cover" in held["reason"] and "duplicate.name" in held["reason"]
    assert place.sandbox.writes == 0


def test_a_pinned_object_beyond_the_client_s_roles_is_none(published_workplace):
    document = centre(forbidden_divisions=[APAC])
    document["queues"].append({"id": "queue-Far", "name": "Far", "division": ref(APAC), "skills": []})
    place = published_workplace(document)
    place.manifest("queues: [{name: Far, id: queue-Far, description: ours}]")
    done = place.run("plan")
    assert done.code == 3 and "'queue-Far'" in done.err, done


# B84


@pytest.mark.parametrize("name", ["De*k", "D?sk", '"Desk"', "*", "Desk*"])
def test_a_name_with_a_pattern_s_characters_is_matched_exactly(published_workplace, name):
    document = centre()
    document["queues"].append({"id": "queue-odd", "name": name, "division": ref(HOME), "skills": []})
    place = published_workplace(document)
    place.converge("queues: [{name: " + json.dumps(name) + ", description: ours}]")
    assert place.sandbox.get(f"{QUEUES}/queue-odd")["description"] == "ours"
    assert place.sandbox.get(f"{QUEUES}/queue-Desk")["description"] == "kept"
    place.manifest("queues: [{name: " + json.dumps(name + "!") + ", description: ours}]")
    assert [step["verb"] for step in place.plan()["steps"]] == ["create"]
