"""Others at work on the published API between plan and apply: what is held, what survives, what is settled."""

import json

import pytest

from harness import forward
from published import ARCHITECT, EMERGENCY, QUEUES, addresses, published_centre, ref, sent


def same_or_wider(found, wanted):
    """Whether everything that is wanted is there; references come back with more than an id."""
    if isinstance(wanted, dict):
        return all(same_or_wider(found.get(key), value) for key, value in wanted.items())
    return found == wanted


@pytest.mark.parametrize(
    "text, path, theirs, address",
    [
        pytest.param(
            "schedules: [{name: Night, rrule: FREQ=WEEKLY}]",
            f"{ARCHITECT}/schedules/schedule-Night",
            {"rrule": "FREQ=MONTHLY"},
            "schedule/Night",
            id="schedule",
        ),
        pytest.param(
            "queues: [{name: Desk, description: ours}]",
            f"{QUEUES}/queue-Desk",
            {"description": "theirs"},
            "queue/Desk",
            id="queue",
        ),
        pytest.param(
            "ivrs: [{name: Front, closed_flow: Down}]",
            f"{ARCHITECT}/ivrs/ivr-Front",
            {"closedHoursFlow": ref("flow-Welcome")},
            "ivr/Front",
            id="ivr",
        ),
        pytest.param(
            "wrapup_codes: [{name: Solved, description: ours}]",
            "/api/v2/routing/wrapupcodes/code-Solved",
            {"description": "theirs"},
            "wrapup_code/Solved",
            id="wrapup_code",
        ),
        pytest.param(
            "data_tables: [{name: Sites, rows: {SIN: {tries: 1}}}]",
            "/api/v2/flows/datatables/table-Sites/rows/SIN?showbrief=false",
            {"tries": 9},
            "row/Sites/SIN",
            id="row",
        ),
    ],
)
def test_a_foreign_edit_of_a_planned_field_is_held(published_workplace, text, path, theirs, address):
    place = published_workplace(published_centre())
    place.manifest(text)
    place.plan()
    place.sandbox.edit(path, theirs)
    run = place.apply(code=5)
    assert addresses(run["held"]) == [address] and run["done"] == []
    assert same_or_wider(place.sandbox.get(path), theirs)


# R12: who and when, where the platform says so with the object.


def test_a_held_edit_and_drift_tell_who_changed_the_object_and_when(published_workplace):
    place = published_workplace(published_centre())
    place.manifest("queues: [{name: Desk, description: ours}]")
    place.plan()
    theirs = place.sandbox.edit(f"{QUEUES}/queue-Desk", {"description": "theirs"})
    who, when = theirs["modifiedBy"], theirs["dateModified"]
    held = place.apply(code=5)["held"][0]
    assert held["reason"].endswith(f"(last changed {when} by {who})"), held
    listed = next(place.directory.glob(".local/state/interlock/runs/*/reconcile.jsonl"))
    line = json.loads(listed.read_text())
    assert (line["who"], line["when"]) == (who, when), line
    item = place.run("drift", "--format", "json").json["items"][0]
    assert (item["modified_by"], item["modified_at"]) == (who, when), item


@pytest.mark.parametrize(
    "text, path, theirs",
    [
        pytest.param(
            "schedules: [{name: Night, rrule: FREQ=WEEKLY}]",
            f"{ARCHITECT}/schedules/schedule-Night",
            {"description": "theirs"},
            id="schedule",
        ),
        pytest.param(
            "queues: [{name: Desk, description: ours}]",
            f"{QUEUES}/queue-Desk",
            {"callingPartyName": "theirs"},
            id="queue",
        ),
        pytest.param(
            "emergency_groups: [{name: Down, active: true}]", EMERGENCY, {"description": "theirs"}, id="emergency_group"
        ),
        pytest.param(
            "data_tables: [{name: Sites, rows: {SIN: {tries: 1}}}]",
            "/api/v2/flows/datatables/table-Sites/rows/SIN?showbrief=false",
            {"closed": True},
            id="row",
        ),
    ],
)
def test_a_foreign_edit_of_another_field_survives(published_workplace, text, path, theirs):
    place = published_workplace(published_centre())
    place.manifest(text)
    place.plan()
    place.sandbox.edit(path, theirs)
    run = place.apply()
    assert len(run["done"]) == 1 and run["held"] == []
    assert place.sandbox.get(path).items() >= theirs.items()
    assert place.plan()["steps"] == []


def test_an_edit_between_read_and_write_is_a_conflict_that_is_settled(published_workplace):
    place = published_workplace(published_centre())
    place.manifest("emergency_groups: [{name: Down, active: true}]")
    place.plan()
    statuses = []

    def edit_once(handler):
        if handler.command == "PUT" and not statuses:
            statuses.append("edited")
            place.sandbox.edit(EMERGENCY, {"description": "theirs"})

    place.sandbox.meddle = edit_once
    run = place.apply()
    assert len(run["done"]) == 1
    assert 409 in [row.status for row in place.sandbox.exchanges if row.method == "PUT"]
    shown = place.sandbox.get(EMERGENCY)
    assert shown["enabled"] is True and shown["description"] == "theirs"


def test_a_queue_that_somebody_else_made_meanwhile_is_held(published_workplace):
    place = published_workplace(published_centre())
    place.manifest("queues: [{name: New, description: ours}]")
    place.plan()
    assert place.sandbox.call("POST", QUEUES, {"name": "New", "description": "theirs"})[0] == 200
    run = place.apply(code=5)
    assert addresses(run["held"]) == ["queue/New"]
    assert place.sandbox.named(QUEUES, "New")["description"] == "theirs"


@pytest.mark.parametrize("path, text", [("skills", "skills: [{name: X}]"), ("languages", "languages: [{name: X}]")])
def test_what_somebody_else_made_just_so_meanwhile_is_taken(published_workplace, path, text):
    place = published_workplace(published_centre())
    place.manifest(text)
    place.plan()
    assert place.sandbox.call("POST", f"/api/v2/routing/{path}", {"name": "X"})[0] == 200
    assert [item["reason"] for item in place.apply()["done"]] == ["already as wanted"]
    assert place.sandbox.writes == 1


@pytest.mark.parametrize(
    "text, path",
    [
        pytest.param("queues: [{name: Desk, description: ours}]", f"{QUEUES}/queue-Desk", id="queue"),
        pytest.param(
            "schedules: [{name: Night, rrule: FREQ=WEEKLY}]", f"{ARCHITECT}/schedules/schedule-Night", id="schedule"
        ),
        pytest.param(
            "schedule_groups: [{name: Main, open: [Night]}]", f"{ARCHITECT}/schedulegroups/hours-Main", id="group"
        ),
        pytest.param("ivrs: [{name: Front, closed_flow: Down}]", f"{ARCHITECT}/ivrs/ivr-Front", id="ivr"),
        pytest.param("emergency_groups: [{name: Down, active: true}]", EMERGENCY, id="emergency_group"),
        pytest.param(
            "wrapup_codes: [{name: Solved, description: ours}]", "/api/v2/routing/wrapupcodes/code-Solved", id="code"
        ),
    ],
)
def test_members_that_nobody_knows_are_written_back(published_workplace, text, path):
    unknown = {"deep": [1, 2.5, {"x": None}]}
    place = published_workplace(published_centre())

    def add(handler):
        if handler.command != "GET" or handler.path != path:
            return None
        status, headers, body = forward(place.sandbox.direct, handler)
        return status, headers, json.dumps({**json.loads(body), "laterRelease": unknown}).encode()

    place.sandbox.meddle = add
    place.converge(text)
    (body,) = sent(place.sandbox, "PUT", path)
    assert body["laterRelease"] == unknown
