"""What users and colleagues do that nobody planned for: odd names, old plans, two runs at once, edits in the middle."""

import json
import threading
import time

import pytest

from harness import between, settings_for
from tenants import Tenant, reference, support_centre
from test_faults import OUTCOMES, Started

ODD_NAMES = (
    *("A/B", "100%", "two words", "😀 smile", "q'uote", 'd"ouble', "=1+1", "+x", "@a", "a~b~1c", "x" * 100, "é" * 100),
    *(
        "a\\b",
        "#hash",
        "*?",
        "..",
        "a,b;c",
        "{x}",
        "[y]",
        "null",
        "true",
        "1.5",
        "yes",
        "a: b",
        "- x",
        "%2F",
        "a&b=c?d",
    ),
)


def text(name):
    return json.dumps(name, ensure_ascii=False)


def section(name, entry, names=ODD_NAMES):
    return f"{name}:\n" + "".join(f"  - {{{entry.replace('NAME', text(odd))}}}\n" for odd in names)


def test_odd_names_survive_paths_pointers_and_plans_in_every_kind(workplace):
    tenant = Tenant()
    for name in ODD_NAMES:
        tenant.skill(name).profile(name, {name: 2}).queue(name, {name: 1}).schedule(name)
    place = workplace(tenant.user("ana@example.com", {name: 1 for name in ODD_NAMES}))
    steps = place.converge(
        section("skills", "name: NAME, description: NAME")
        + section("profiles", "name: NAME, levels: {NAME: 3}")
        + "  - user: ana@example.com\n    levels: {"
        + ", ".join(f"{text(name)}: 4" for name in ODD_NAMES)
        + "}\n"
        + section("queues", "name: NAME, requires: [{skill: NAME, level: 2}]")
        + section("schedules", "name: NAME, state: closed")
    )["done"]
    assert "queue/A/B" in {step["address"] for step in steps}
    assert place.run("drift").code == 0


def test_odd_names_can_be_created_replaced_and_deleted(workplace):
    place = workplace(Tenant().user("ana@example.com"))
    place.settings(more="limits: {deletes: {at_most: 100, percent: 100}}\n")
    levels = ", ".join(f"{text(name)}: 3" for name in ODD_NAMES)
    queues = section("queues", "name: NAME, requires: [{skill: NAME, level: 2}]")
    place.converge(
        section("skills", "name: NAME") + f"profiles:\n  - {{user: ana@example.com, levels: {{{levels}}}}}\n" + queues
    )
    place.converge(
        "skills:\n" + "".join(f"  - {{name: {text('N' + name[:99])}, replaces: {text(name)}}}\n" for name in ODD_NAMES)
    )
    assert {skill["name"] for skill in place.sandbox.all("/api/v2/routing/skills")} == {
        "N" + name[:99] for name in ODD_NAMES
    }
    place.converge(section("queues", "name: NAME, absent: true"))
    assert place.sandbox.all("/api/v2/routing/queues") == []
    assert place.plan("--detailed-exitcode")["steps"] == []


EVERYTHING = (
    "skills:\n  - {name: Expert, replaces: Tier_2}\n  - {name: Chat}\n"
    "profiles:\n  - {user: ben@example.com, levels: {Chat: 3}}\n  - {name: Support_Agent, mode: exact, levels: {Fax: 1}}\n"
    "queues:\n  - {name: Chat_Line, requires: [{skill: Chat, level: 1}]}\n  - {name: Billing_Line, absent: true}\n"
    "schedules:\n  - {name: Weekdays, state: closed}\n"
)


def test_a_plan_applied_twice_finds_all_as_wanted_and_writes_nothing(workplace):
    place = workplace()
    first = place.converge(EVERYTHING)
    state, writes = place.sandbox.state(), place.sandbox.writes
    second = place.apply()
    assert (len(second["done"]), second["applied"]) == (len(first["done"]), "all")
    assert (place.sandbox.writes, place.sandbox.state()) == (writes, state)


def test_an_expired_plan_is_stale(workplace):
    place = workplace()
    place.manifest(EVERYTHING)
    place.plan("--valid-for", "1s")
    time.sleep(1.1)
    done = place.run("apply", "plan.json")
    assert (done.code, place.sandbox.writes) == (5, 0)
    assert "plan again" in done.err


def test_a_plan_is_bound_to_its_organisation(workplace):
    other = support_centre()
    other.document["organization"] = {"id": "0b0b0b0b-0000-4000-8000-000000000002", "name": "Other Centre"}
    place, elsewhere = workplace(), workplace(other)
    place.manifest(EVERYTHING)
    place.plan()
    elsewhere.write({"plan.json": (place.directory / "plan.json").read_text()})
    done = elsewhere.run("apply", "plan.json")
    assert (done.code, elsewhere.sandbox.writes) == (4, 0)
    assert "0a0a0a0a" in done.err and "0b0b0b0b" in done.err


def test_two_hundred_files_with_crlf_are_one_desired_state(workplace):
    tenant = Tenant()
    for number in range(200):
        tenant.schedule(f"H{number}")
    place = workplace(tenant)
    entry = "interlock: 1\r\nschedules:\r\n  - name: H{0}\r\n    state: closed\r\n"
    place.write({f"manifests/d{number % 7}/f{number}.yaml": entry.format(number) for number in range(200)})
    assert len(place.plan()["steps"]) == 200
    place.apply()
    assert place.plan("--detailed-exitcode")["steps"] == []


def test_applies_at_the_same_time_do_each_step_once(workplace):
    """F57: from machines that share no journal."""
    place = workplace()
    place.manifest(EVERYTHING)
    steps = place.plan()["steps"]
    runs = [Started(place, "apply", "plan.json", "--format", "json", "--state-dir", f"state{i}") for i in range(3)]
    for run in runs:
        done = run.result()
        assert done.code in (0, 5, 8), done
        assert len(steps) == sum(len(done.json[outcome]) for outcome in OUTCOMES)
    place.plan()
    place.apply()
    assert place.sandbox.writes == len(steps) and place.sandbox.observer()["breaches"] == []
    names = [skill["name"] for skill in place.sandbox.all("/api/v2/routing/skills")]
    assert sorted(names) == ["Billing", "Chat", "Expert", "Fax"]


def test_what_a_colleague_writes_all_the_time_is_never_undone(workplace):
    tenant = Tenant().skill("Ours").skill("Theirs").skill("New")
    for number in range(20):
        tenant.user(f"u{number}@example.com", {"Ours": 1})
    place = workplace(tenant)
    entries = "".join(f"  - {{user: u{number}@example.com, levels: {{Ours: 4, New: 2}}}}\n" for number in range(20))
    place.manifest("profiles:\n" + entries)
    place.plan()
    done, theirs = threading.Event(), {}

    def colleague():
        turn = 0
        while not done.is_set():
            turn += 1
            path = f"/api/v2/routing/users/user-u{turn % 20}@example.com/routingprofile"
            _, headers, body = place.sandbox.call("GET", path)
            levels = [held for held in body["levels"] if held["skill"]["name"] != "Theirs"]
            body = {**body, "note": turn, "levels": [*levels, {"skill": reference("Theirs"), "level": 1 + turn % 5}]}
            if place.sandbox.call("PUT", path, body, {"If-Match": headers["ETag"]})[0] == 200:
                theirs[turn % 20] = turn
            time.sleep(0.003)

    worker = threading.Thread(target=colleague)
    worker.start()
    try:
        place.apply()
    finally:
        done.set()
        worker.join()
    assert theirs
    for number, turn in theirs.items():
        body = place.sandbox.get(f"/api/v2/routing/users/user-u{number}@example.com/routingprofile")
        levels = {held["skill"]["name"]: held["level"] for held in body["levels"]}
        assert (levels, body["note"]) == ({"Ours": 4, "New": 2, "Theirs": 1 + turn % 5}, turn)


def test_a_token_that_ends_again_and_again_during_an_apply_is_renewed(workplace):
    tenant = Tenant().skill("Ours")
    tenant.document["token_lifetime_s"] = 1
    for number in range(6):
        tenant.user(f"u{number}@example.com")
    place = workplace(tenant)
    entries = "".join(f"  - {{user: u{number}@example.com, levels: {{Ours: 4}}}}\n" for number in range(6))
    place.manifest("profiles:\n" + entries)
    place.plan()
    logins = []

    def change(handler):
        logins.extend([handler.path] if "oauth" in handler.path else [])
        time.sleep(0.25)

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    done = place.run("apply", "plan.json", "--parallelism", "2")
    server.stop()
    assert done.code == 0 and len(logins) > 1, done


# Between plan and apply.


@pytest.mark.parametrize(
    "method, path, manifest, code",
    [
        pytest.param(
            "DELETE", "skills/skill-Free", "skills:\n  - {name: Free, description: x}\n", 5, id="skill_deleted"
        ),
        pytest.param(
            "DELETE",
            "queues/queue-Billing_Line",
            "queues:\n  - {name: Billing_Line, requires: [{skill: Billing, level: 1}]}\n",
            5,
            id="queue_deleted",
        ),
        pytest.param(
            "DELETE",
            "queues/queue-Billing_Line",
            "queues:\n  - {name: Billing_Line, absent: true}\n",
            0,
            id="deleted_as_we_would",
        ),
        pytest.param(
            "DELETE",
            "skills/skill-Free",
            "profiles:\n  - {user: ana@example.com, levels: {Free: 3}}\n",
            8,
            id="granted_skill_deleted",
        ),
    ],
)
def test_what_a_colleague_deleted_is_not_brought_back(workplace, method, path, manifest, code):
    place = workplace(support_centre().skill("Free"))
    place.manifest(manifest + "schedules:\n  - {name: Weekdays, state: closed}\n")
    place.plan()
    assert place.sandbox.call(method, "/api/v2/routing/" + path)[0] in (200, 204)
    run = place.apply(code)
    assert "schedule/Weekdays" in {step["address"] for step in run["done"]}
    assert place.sandbox.call("GET", "/api/v2/routing/" + path)[0] == 404


@pytest.mark.parametrize(
    "path, manifest",
    [
        ("skills/skill-Fax", "skills:\n  - {name: Fax, description: ours}\n"),
        ("queues/queue-Billing_Line", "queues:\n  - {name: Billing_Line, requires: [{skill: Billing, level: 1}]}\n"),
    ],
    ids=["skill", "queue"],
)
def test_a_new_name_by_a_colleague_is_kept_beside_our_edit(workplace, path, manifest):
    place = workplace()
    place.manifest(manifest)
    place.plan()
    place.sandbox.edit("PUT", "/api/v2/routing/" + path, lambda body: {**body, "name": "Theirs"})
    place.apply()
    assert place.sandbox.get("/api/v2/routing/" + path)["name"] == "Theirs"


# Pins.


def test_pins_rename_skills_and_queues_and_keep_all_that_refers_to_them(workplace):
    place = workplace()
    place.converge(
        "skills:\n  - {name: Invoices, id: skill-Billing}\n"
        "queues:\n  - {name: Money_Line, id: queue-Billing_Line, requires: [{skill: Invoices, level: 1}]}\n"
        "profiles:\n  - {user: ana@example.com, levels: {Invoices: 5}}\n"
    )
    assert place.sandbox.get("/api/v2/routing/skills/skill-Billing")["name"] == "Invoices"
    queue = place.sandbox.get("/api/v2/routing/queues/queue-Billing_Line")
    assert (queue["name"], queue["description"], queue["skills"][0]["requiredLevel"]) == ("Money_Line", "kept", 1)
    assert place.sandbox.observer()["breaches"] == []
    assert place.plan("--detailed-exitcode")["steps"] == []


TWINS = [
    ("schedules:\n  - {name: Weekdays, PIN state: closed}\n", "schedule-Weekdays"),
    ("profiles:\n  - {user: ana@example.com, PIN levels: {Fax: 1}}\n", "user-ana@example.com"),
    ("queues:\n  - {name: Billing_Line, PIN requires: [{skill: Tier_2, level: 1}]}\n", "queue-Billing_Line"),
]


@pytest.mark.parametrize("manifest, id", TWINS, ids=["schedule", "user", "queue"])
def test_a_name_on_two_objects_is_refused_until_one_is_pinned(workplace, manifest, id):
    tenant = support_centre()
    section = manifest.split(":")[0].replace("profiles", "users")
    tenant.document[section].append({**tenant.document[section][0], "id": "twin"})
    place = workplace(tenant)
    place.manifest(manifest.replace("PIN ", ""))
    done = place.run("plan")
    assert done.code == 4 and "'twin'" in done.err and f"'{id}'" in done.err and "`id:`" in done.err
    place.manifest(manifest.replace("PIN ", "id: twin, "))
    assert [step["object_id"] for step in place.plan()["steps"]] == ["twin"]
    place.apply()
    assert place.plan("--detailed-exitcode")["steps"] == []


@pytest.mark.parametrize(
    "manifest, said",
    [
        pytest.param("skills:\n  - {name: Fax, id: nobody}\n", "nobody", id="an_id_that_is_not_there"),
        pytest.param(
            "skills:\n  - {name: Fax, id: queue-Billing_Line}\n", "queue-Billing_Line", id="an_id_of_another_kind"
        ),
        pytest.param(
            "profiles:\n  - {user: other@example.com, id: user-ana@example.com, levels: {Fax: 1}}\n",
            "other@example.com",
            id="the_id_of_another_user",
        ),
        pytest.param("skills:\n  - {name: Fax, id: skill-Billing}\n", "skill-Fax", id="a_name_that_is_taken"),
    ],
)
def test_a_pin_that_does_not_fit_is_refused(workplace, manifest, said):
    place = workplace()
    place.manifest(manifest)
    done = place.run("plan")
    assert done.code in (3, 4) and "manifests/a.yaml:3:" in done.err and said in done.err, done


def test_levels_of_shared_profiles_may_count_downwards(workplace):
    place = workplace()
    place.write(
        {"interlock.yaml": settings_for(place.sandbox.url).replace("api: guide", "api: guide\n    levels: descending")}
    )
    place.converge(
        "profiles:\n  - {name: Support_Agent, levels: {Billing: 5, Tier_2: 4}}\n"
        "  - {user: ana@example.com, levels: {Billing: 5}}\n"
    )
    profile = place.sandbox.get("/api/v2/routing/profiles/profile-Support_Agent")
    assert {held["skill_id"]: held["proficiency_level"] for held in profile["skills"]} == {
        "skill-Billing": 1,
        "skill-Fax": 2,
        "skill-Tier_2": 2,
    }
    personal = place.sandbox.get("/api/v2/routing/users/user-ana@example.com/routingprofile")
    assert {held["skill"]["name"]: held["level"] for held in personal["levels"]} == {"Billing": 5, "Tier_2": 2}
    assert place.plan("--detailed-exitcode")["steps"] == []


@pytest.mark.parametrize(
    "command, manifest, code",
    [
        (("plan",), None, 4),
        (("validate",), "skils: []\n", 3),
        (("plan", "-o", "p.json"), "skills:\n  - {name: Billing, enabled: false}\n", 4),
        (("drift",), "skills:\n  - {name: Billing, enabled: false}\n", 4),
        (("apply", "-f", "manifests", "--yes"), "skills:\n  - {name: Billing, enabled: false}\n", 4),
        (("apply", "-f", "manifests"), "skills:\n  - {name: Chat}\n", 3),
        (("apply", "nowhere.json"), None, 11),
        (("show", "nowhere.json"), None, 11),
        (("plan", "--nope"), None, 3),
    ],
)
def test_every_refusal_is_a_document_and_writes_nothing(workplace, command, manifest, code):
    place = workplace()
    if manifest:
        place.manifest(manifest)
    done = place.run(*command, "--format", "json")
    assert (done.code, done.json["kind"], done.json["format_version"]) == (code, "problems", "1.0"), done
    assert all(problem["message"] and problem["severity"] == "error" for problem in done.json["problems"])
    assert place.sandbox.writes == 0 and not (place.directory / "p.json").exists()
