"""Bad input on the published API that the tenant or the platform's answers show: B31, B37, B39, B46, B53-B64, B80-B82."""

import json
from dataclasses import dataclass
from typing import Callable, Optional

from harness import forward
from published import APAC, ARCHITECT, HOME, QUEUES, published_centre, ref

from .row import HEAD, Row, any_of

SCHEDULES = f"{ARCHITECT}/schedules"
DESK = "queues: [{name: Desk, description: ours}]\n"
NIGHT = "schedules: [{name: Night, rrule: FREQ=WEEKLY}]\n"
OTHER = "0b0b0b0b-0000-4000-8000-000000000002"


@dataclass(frozen=True)
class TenantRow(Row):
    tenant: Callable = published_centre
    answer: Optional[Callable] = None  # of (sandbox, handler): what is answered instead, or None


def planning(id, name, text, at="", says=(), hint=(), exit=4, args=("plan", "--max-wait", "1s"), **more):
    where = f"manifests/a.yaml:{at}" if at else ""
    return TenantRow(id, name, {"manifests/a.yaml": HEAD + text}, args=args, exit=exit, at=where, says=says, hint=hint, **more)


def applying(id, name, text, **more):
    return planning(id, name, text, args=("apply", "-f", "manifests", "--yes", "--max-wait", "1s"), **more)


def with_(section, *entities, **more):
    """The centre with more of a section."""

    def make():
        document = published_centre(**more)
        document[section] = document[section] + list(entities)
        return document

    return make


def sites(rows):
    return f"data_tables:\n  - name: Sites\n    rows:\n      {rows}\n"


def inactive():
    document = published_centre()
    document["users"][2]["state"] = "inactive"
    return document


TWIN = {"id": "user-twin", "name": "Ana", "email": "ana@example.com", "state": "active"}

OBJECTS = [
    planning(
        "B31",
        "a schedule goes that a group has open",
        "schedules: [{name: Hours, absent: true}]\n",
        at="2:20",
        says=("schedule 'Hours'", "schedule_group/Main"),
    ),
    planning(
        "B31",
        "a schedule and the place that a group has for it",
        "schedules: [{name: Hours, absent: true}]\nschedule_groups: [{name: Main, open: [Night]}]\n",
        exit=0,
    ),
    planning(
        "B26",
        "a schedule group goes that an IVR follows",
        "schedule_groups: [{name: Main, absent: true}]\n",
        at="2:26",
        says=("schedule_group 'Main'", "ivr/Front"),
    ),
    planning(
        "B26",
        "a language goes that somebody speaks",
        "languages: [{name: de, absent: true}]\n",
        at="2:20",
        says=("language 'de'", "user-ana"),
        never=("ana@example.com",),
    ),
    planning(
        "B37",
        "a division that nobody knows",
        "queues: [{name: Desk, division: APC}]\n",
        at="2:33",
        says=("'APC'", "'Desk'"),
        exit=3,
    ),
    planning(
        "B37",
        "a new queue in a division beyond the client's roles",
        "queues: [{name: Far, division: APAC}]\n",
        at="2:17",
        says=("'APAC'", "'routing:queue:view'"),
        exit=6,
        tenant=lambda: published_centre(forbidden_divisions=[APAC]),
    ),
    applying(
        "B37",
        "a queue that moves into a division beyond the client's roles",
        "queues: [{name: Desk, division: APAC}]\n",
        at="2:17",
        says=("'APAC'", "'routing:queue:edit'", "'routing:queue:view'"),
        exit=6,
        tenant=lambda: published_centre(forbidden_divisions=[APAC]),
    ),
    planning(
        "B39",
        "the id of another kind",
        "queues: [{name: Desk, id: skill-Billing, requires: [{skill: Fax, level: 1}]}]\n",
        at="2:27",
        says=("'skill-Billing'", "skill 'Billing'", "queue"),
        exit=3,
    ),
    planning("B39", "an id of nothing", "queues: [{name: Desk, id: gone}]\n", at="2:27", says=("'gone'", "queue"), exit=3),
    planning(
        "B80",
        "a column that the table has not",
        sites("SIN: {tries: 1, closd: true}"),
        at="5:23",
        says=("'SIN'", "'Sites'", "'closd'"),
        hint=("'closed'",),
        exit=3,
    ),
    planning(
        "B80",
        "a value of another type than its column",
        sites("SIN: {tries: often}"),
        at="5:20",
        says=("'SIN'", "'tries'", "text", "integer"),
        exit=3,
    ),
    planning(
        "B80",
        "a new row that leaves a column to its default",
        sites("DUB: {closed: true}"),
        at="5:7",
        says=("'DUB'", "'tries'", "'3'"),
        exit=3,
    ),
    planning("B80", "a row that leaves a column as it is", sites("SIN: {closed: true}"), exit=0),
    planning(
        "B81",
        "an address that two users have",
        "profiles: [{user: ana@example.com, levels: {Fax: 1}}]\n",
        at="2:19",
        says=("'user-ana'", "'user-twin'"),
        hint=("id:",),
        tenant=with_("users", TWIN),
    ),
    planning(
        "B81",
        "a member who is inactive",
        "queues: [{name: Desk, members: [ana@example.com, eva@example.com]}]\n",
        at="2:50",
        says=("'eva@example.com'", "'user-eva'", "'Desk'", "inactive"),
        tenant=inactive,
    ),
    planning(
        "B82",
        "a number that another line of the tenant has",
        "ivrs: [{name: Second, dnis: ['+6531234567']}]\n",
        at="2:30",
        says=("'+6531234567'", "'Second'", "'Front'", "'ivr-Front'"),
    ),
    planning(
        "B82",
        "a number that moves from line to line",
        "ivrs: [{name: Second, dnis: ['+6531234567']}, {name: Front, dnis: ['+6531234568']}]\n",
        exit=0,
    ),
]

ORGANIZATION = [
    TenantRow(
        "B46",
        "the credentials of another organisation",
        {"manifests/a.yaml": HEAD + DESK},
        args=(command, *flags),
        exit=4,
        says=("0a0a0a0a-0000-4000-8000-000000000001", "Test Centre", OTHER),
    )
    for command, *flags in (("plan",), ("apply", "-f", "manifests", "--yes"), ("drift",))
]


# Answers of the platform


def instead(path, body, **more):
    """Another body for one list."""

    def answer(sandbox, handler):
        if handler.command != "GET" or handler.path.partition("?")[0] != path:
            return None
        status, headers, text = forward(sandbox, handler)
        told = body(json.loads(text))
        return status, headers, told if isinstance(told, bytes) else json.dumps(told).encode()

    return answer


def entity(who, **members):
    """Other members for the entity of that name; `...` takes one away."""

    def change(body):
        for one in body["entities"]:
            if one["name"] == who:
                one.update(members)
                for key in [key for key, value in members.items() if value is ...]:
                    del one[key]
        return body

    return change


def raw(old, new):
    return lambda body: json.dumps(body).replace(old, new).encode()


def queues(id, name, body, *says, exit=7, **more):
    return planning(id, name, DESK, says=says, exit=exit, answer=instead(QUEUES, body), **more)


def schedules(id, name, body, *says, exit=7, **more):
    return planning(id, name, NIGHT, says=says, exit=exit, answer=instead(SCHEDULES, body), **more)


def bytes_(text):
    return lambda body: text


LIST = f"GET {QUEUES}: error: "
ANSWERS = [
    schedules("B53", "a schedule without a version", entity("Night", version=...), "cannot be guarded", exit=4),
    schedules("B61", "a version in the words of an entity tag", entity("Night", version="W/1"), "cannot be guarded", exit=4),
    queues("B53", "a queue without an id", entity("Desk", id=...), LIST, "/entities/0/id", "cannot be guarded", exit=4),
    queues(
        "B54",
        "a queue twice in a list",
        lambda body: {**body, "entities": body["entities"] + body["entities"][:1]},
        LIST + "/entities/2/id",
        "/entities/0",
    ),
    planning(
        "B54",
        "a name on two ids",
        DESK,
        at="2:17",
        says=("'queue-Desk'", "'queue-2'"),
        hint=("id:",),
        tenant=with_("queues", {"id": "queue-2", "name": "Desk", "division": ref(APAC), "skills": []}),
    ),
    queues(
        "B56",
        "a word that a later release knows",
        entity("Desk", skillEvaluationMethod="FUTURE"),
        "/skillEvaluationMethod: 'FUTURE'",
        "'queue/Desk'",
        "cannot be written",
        exit=4,
    ),
    queues(
        "B56",
        "such a word of a queue that nothing writes to",
        entity("Line", skillEvaluationMethod="FUTURE"),
        "warning: /skillEvaluationMethod: 'FUTURE'",
        exit=0,
    ),
    queues("B57", "a map for a list", entity("Desk", memberGroups={}), "/memberGroups: map where a list belongs"),
    queues("B57", "a number for a name", entity("Desk", name=7), "/name: number where a text belongs"),
    queues("B57", "a list for a text", entity("Desk", description=[]), "/description: list where a text belongs"),
    queues("B57", "a text for a number", entity("Desk", acwSettings={"timeoutMs": "1"}), "/acwSettings/timeoutMs: text"),
    queues("B57", "null for a list of entities", lambda body: {**body, "entities": None}, LIST + "/entities: null"),
    queues("B57", "a list for a page", lambda body: [body], LIST, "/entities"),
    schedules("B58", "a version over 2^53", raw('"version": 1', '"version": 9007199254740993'), exit=0),
    schedules("B58", "a version of minus zero", raw('"version": 1', '"version": -0'), exit=0),
    schedules("B58", "a number that is too big", raw('"version": 1', '"version": 1e400'), SCHEDULES, "1e400"),
    queues("B59", "a key twice", bytes_(b'{"entities": [], "entities": []}'), LIST, "a key twice"),
    queues("B59", "bytes behind the document", bytes_(b'{"entities": []} x'), QUEUES),
    queues("B59", "two documents", bytes_(b'{"entities": []}{"entities": []}'), QUEUES),
    queues("B59", "a depth of 101", bytes_(b'{"entities": ' + b"[" * 101 + b"]" * 101 + b"}"), LIST, "deeper than 100"),
    queues("B63", "a negative total", lambda body: {**body, "total": -1}, any_of("could not be read wholly", "total")),
    queues("B63", "a total over what came", lambda body: {**body, "total": 7}, LIST, "could not be read wholly"),
    queues("B63", "no total", lambda body: {key: body[key] for key in body if key != "total"}, exit=0),
]

HOSTILE = "a\x1b[31m\x1b]8;;http://e\x07\r ::add-mask::x ##[x] <script>alert(1)</script> | `x` @bob"


def with_date(date):
    def answer(sandbox, handler):
        status, headers, body = forward(sandbox, handler)
        return status, {**headers, "Date": date}, body

    return answer


def ghost(body):
    """Everybody holds a skill that there is not."""
    held = {"id": "skill-gone", "name": "gone", "proficiency": 2.0, "state": "active"}
    return {**body, "entities": [{**user, "skills": user.get("skills", []) + [held]} for user in body["entities"]]}


HARMLESS = [
    planning(
        "B60",
        "a hostile name and description",
        "queues: [{name: Plain, id: queue-Evil, description: ours}]\n",
        exit=0,
        never=("\x1b", "\x07", "\r"),
        tenant=with_("queues", {"id": "queue-Evil", "name": HOSTILE, "description": HOSTILE, "division": ref(HOME), "skills": []}),
    ),
    planning(
        "B62",
        "a level of a skill that does not exist",
        "profiles: [{user: ana@example.com, levels: {Fax: 1}}]\n",
        exit=0,
        answer=instead("/api/v2/users", ghost),
    ),
    planning("B64", "an absurd date", DESK, exit=0, answer=with_date("Sun, 99 Foo 3030 99:99:99 GMT")),
    planning("B64", "no date that could be read", DESK, exit=0, answer=with_date("")),
]

ROWS = OBJECTS + ORGANIZATION + ANSWERS + HARMLESS
