"""What only the tenant or a saved plan can show: B18, B19, B24-B29, B65, B66 of bad-input.md. None may write."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Callable, Optional

from tenants import support_centre

from .row import Row, any_of, word

HEAD = "interlock: 1\n"
SCHEDULE = f"{HEAD}schedules:\n  - {{name: Weekdays, state: closed}}\n"


@dataclass(frozen=True)
class PlatformRow(Row):
    tenant: Optional[Callable] = None  # makes the tenant; the support centre without it
    prepare: Optional[Callable] = None  # what happened before, in the working directory


def planning(id, name, text, at="", says=(), hint=(), exit=4, **more):
    """A manifest that only the tenant shows to be wrong."""
    where = f"manifests/a.yaml:{at}" if at else ""
    return PlatformRow(
        id,
        name,
        {"manifests/a.yaml": HEAD + text},
        args=("plan", "-o", "plan.json"),
        exit=exit,
        at=where,
        says=says,
        hint=hint,
        **more,
    )


def saved_plan(change=lambda text: text, *flags):
    """Saves a good plan, then does to its text what `change` says."""

    def prepare(place):
        place.write({"manifests/a.yaml": SCHEDULE})
        place.plan(*flags)
        path = place.directory / "plan.json"
        path.write_text(change(path.read_text()))

    return prepare


def applying(id, name, exit, says, prepare, hint=(), **more):
    return PlatformRow(id, name, args=("apply", "plan.json"), exit=exit, says=says, hint=hint, prepare=prepare, **more)


def edited(**members):
    """The plan with other members and the digest as it was."""
    return lambda text: json.dumps({**json.loads(text), **members}, indent=2)


def resealed(**members):
    """The plan with other members and a digest that fits them: SHA-256 over its canonical form without the digest."""

    def change(text):
        document = json.loads(text)
        sealed = document.pop("digest")
        assert sealed == digest(document), "the canonical form is not what this test takes it for"
        document.update(members)
        return json.dumps({**document, "digest": digest(document)}, indent=2)

    return change


def digest(document):
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def not_json(text):
    return "steps:\n  - close Weekdays\n"


STAFFING = [
    planning(
        "B24",
        "a queue needs a level that nobody holds",
        "queues:\n  - name: Billing_Line\n    requires:\n      - {skill: Billing, level: 5}\n",
        at="5:7",
        says=("Billing_Line", "Billing", "1 wanted, 0 found"),
        hint=("nearest: ", "has 'Billing' 4 where level 5 is required"),
    ),
    planning(
        "B24",
        "a queue has fewer agents than its staffing asks for",
        "queues:\n  - name: Billing_Line\n    staffing: {at_least: 2}\n    requires:\n      - {skill: Billing, level: 4}\n",
        at="4:26",
        says=("Billing_Line", "1 eligible agent", "wants 2"),
        hint=("nearest: ", "has 'Billing' 2 where level 4 is required"),
    ),
    planning(
        "B24",
        "the last agent of a queue loses the level",
        "profiles:\n  - user: ana@example.com\n    levels: {Tier_2: absent}\n  - user: chloé@example.com\n    levels: {Tier_2: 1}\n",
        says=("Expert_Line", "Tier_2", "1 wanted, 0 found"),
        hint=("nearest: ", "'chloé@example.com' has 'Tier_2' 1 where level 2 to 5 is required"),
    ),
    planning(
        "B25",
        "a queue needs skills that no one agent holds together",
        "queues:\n  - name: Billing_Line\n    requires:\n      - {skill: Fax, level: 1}\n      - {skill: Tier_2, level: 1}\n",
        at="5:7",
        says=("Billing_Line", "'Fax' by 1 agent", "'Tier_2' by 2 agents"),
        hint=("nearest: ",),
    ),
]

NUMBERED = [f"S_{n:03}" for n in range(101)]


def full_centre():
    """An agent who holds as many skills as a profile can, and alone serves a queue."""
    tenant = support_centre()
    for skill in NUMBERED:
        tenant.skill(skill)
    return tenant.user("dee@example.com", {skill: 1 for skill in NUMBERED[:100]}).queue("Full_Line", {"S_000": 1})


SIZES = [
    planning(
        "B27",
        "a profile over the limit at the end",
        "profiles:\n  - user: dee@example.com\n    levels: {S_100: 1}\n",
        at="3:11",
        says=("dee@example.com", "101", word("limit is 100"), word("at the end")),
        hint=("tier: enterprise",),
        tenant=full_centre,
    ),
    planning(
        "B27",
        "a profile over the limit on the way",
        "profiles:\n  - user: dee@example.com\n    levels: {S_000: absent, S_100: 1}\n"
        "queues:\n  - name: Full_Line\n    requires:\n      - {skill: S_100, level: 1}\n",
        at="3:11",
        says=("dee@example.com", "101", word("limit is 100"), "step s1", "queue/Full_Line"),
        hint=("lend levels to", "S_000: 1, S_100: 1"),
        tenant=full_centre,
    ),
]

REFERENCES = [
    planning(
        "B26",
        "a level of an unknown skill",
        "profiles:\n  - user: ana@example.com\n    levels:\n      Biling: 2\n",
        at="5:7",
        says=("'Biling'", any_of("not defined", "unknown")),
        hint=("'Billing'",),
        exit=3,
    ),
    planning(
        "B26",
        "a queue that requires an unknown skill",
        "queues:\n  - name: Billing_Line\n    requires:\n      - {skill: Biling, level: 2}\n",
        at="5:17",
        says=("'Biling'",),
        hint=("'Billing'",),
        exit=3,
    ),
    planning(
        "B26",
        "the profile of a user who does not exist",
        "profiles:\n  - user: anna@example.com\n    levels: {Billing: 2}\n",
        at="3:11",
        says=("'anna@example.com'",),
        hint=("'ana@example.com'",),
        exit=3,
    ),
    planning(
        "B26",
        "a schedule that does not exist",
        "schedules:\n  - {name: Weekday, state: closed}\n",
        at="3:12",
        says=("'Weekday'",),
        hint=("'Weekdays'",),
        exit=3,
    ),
    planning(
        "B26",
        "a level of a skill that the tenant has disabled",
        "profiles:\n  - user: ana@example.com\n    levels:\n      Old: 2\n",
        says=("ana@example.com", "'Old'", word("disabled")),
        tenant=lambda: support_centre().skill("Old", enabled=False),
    ),
    planning(
        "B26",
        "a skill is disabled here and required there",
        "skills:\n  - {name: Fax, enabled: false}\nqueues:\n  - name: Billing_Line\n    requires:\n      - {skill: Fax, level: 1}\n",
        says=("Billing_Line", "Fax", word("disabled"), "a.yaml:3"),
    ),
    planning(
        "B26",
        "a skill is deleted here and required there",
        "skills:\n  - {name: Fax, absent: true}\nqueues:\n  - name: Billing_Line\n    requires:\n      - {skill: Fax, level: 1}\n",
        says=("Billing_Line", "Fax", "a.yaml:3"),
    ),
    planning(
        "B26",
        "a skill is deleted to which something unmanaged refers",
        "skills:\n  - {name: Tier_2, absent: true}\n",
        says=("Tier_2", "Expert_Line", "ana@example.com", "chloé@example.com"),
    ),
    planning(
        "B28",
        "a parent that neither manifests nor tenant have",
        "skills:\n  - {name: Billing, parent: Finance}\n",
        at="3:29",
        says=("'Finance'",),
        exit=3,
    ),
    planning(
        "B29",
        "the type of a skill is changed",
        "skills:\n  - name: Billing\n    type: standard\n",
        at="4:11",
        says=("custom", "standard"),
        hint=("replaces",),
    ),
]

PLANS = [
    applying("B65", "a plan that is cut", 10, (any_of("plan.json"),), saved_plan(lambda text: text[: len(text) // 2])),
    applying(
        "B65",
        "a plan with one byte changed",
        10,
        (word("digest"),),
        saved_plan(lambda text: text.replace('"Weekdays"', '"Weekdayz"').replace("/Weekdays", "/Weekdayz")),
    ),
    applying("B65", "a plan that holds a step less", 10, (word("digest"),), saved_plan(edited(steps=[]))),
    applying(
        "B65", "a plan with a longer life", 10, (word("digest"),), saved_plan(edited(expires="2099-01-01T00:00:00Z"))
    ),
    applying("B65", "a file that is no plan", 3, (any_of("not a plan"),), saved_plan(not_json)),
    applying(
        "B65", "a JSON file that is no plan", 3, (any_of("not a plan"),), saved_plan(lambda text: '{"kind": "drift"}')
    ),
    applying("B65", "an empty file", 3, (any_of("not a plan"),), saved_plan(lambda text: "")),
    applying(
        "B66",
        "a plan that has expired",
        5,
        (any_of("plan again"), any_of("expired"), "2020-01-01"),
        saved_plan(resealed(expires="2020-01-01T00:00:00Z")),
    ),
    applying(
        "B66",
        "a plan of another format",
        5,
        (any_of("plan again"), "9.0", "1.0"),
        saved_plan(resealed(format_version="9.0")),
    ),
    applying(
        "B66",
        "a plan for another organisation",
        4,
        ("0a0a0a0a-0000-4000-8000-000000000001", "0b0b0b0b-0000-4000-8000-000000000002"),
        saved_plan(resealed(organization="0b0b0b0b-0000-4000-8000-000000000002")),
    ),
]

PLANS += [replace(row, name=f"{row.name}, rehearsed", args=("rehearse", "plan.json")) for row in PLANS]

NAMES = [
    planning(
        "B18",
        "a new skill is one of the tenant's in another case",
        "skills:\n  - name: billing\n",
        at="3:11",
        says=("'billing'", "'Billing'", word("case"), "the tenant"),
        hint=("'Billing'", "id:"),
    ),
    planning(
        "B18",
        "a new queue is one of the tenant's in another normal form",
        "queues:\n  - {name: Caf\u00e9, requires: []}\n",
        at="3:12",
        says=("U+00E9", "U+0065 U+0301"),
        tenant=lambda: support_centre().queue("Cafe\u0301", {}),
    ),
    planning(
        "B19",
        "a new skill looks like one of the tenant's",
        "skills:\n  - name: B\u0456lling\n",
        says=("manifests/a.yaml:3:11: warning: ", "'Billing'", "U+0456", "U+0069"),
        exit=0,
    ),
    planning(
        "B19",
        "somebody made a queue that looks like one of ours",
        "queues:\n  - {name: Billing_Line, requires: [{skill: Billing, level: 1}]}\n",
        says=("manifests/a.yaml:3:12: warning: ", "U+006C", "U+0031"),
        exit=0,
        tenant=lambda: support_centre().queue("Bi1ling_Line", {}),
    ),
]

ROWS = STAFFING + SIZES + REFERENCES + PLANS + NAMES
