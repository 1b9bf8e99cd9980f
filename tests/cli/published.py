"""A sandbox whose published API is reached through a proxy that records every exchange, and tenants for it."""

import json
import urllib.parse

from harness import Listener, Sandbox, forward
from openapi import Exchange

# Paths that are the sandbox's own, or of the login host, which the document does not describe.
_UNDECLARED = ("/__sandbox/", "/oauth/")


class PublishedSandbox(Sandbox):
    """`url` is the proxy's: what the binary and the colleague say through it is kept in `exchanges`.

    `meddle(handler)` is called before a request is passed on; what it returns is the answer, None lets it pass.
    """

    api = "published"

    def __init__(self, *args, **how):
        super().__init__(*args, **how)
        self.exchanges = []
        self.meddle = lambda handler: None
        self.direct = _Direct(self.url)
        self.proxy = Listener()
        self.proxy.reply = self._pass_on
        self.url = self.proxy.url

    def _pass_on(self, handler):
        reply = self.meddle(handler) or forward(self.direct, handler)
        if not handler.path.startswith(_UNDECLARED):
            status, _, body = reply
            self.exchanges.append(Exchange(handler.command, handler.path, handler.body, status, body))
        return reply

    def stop(self):
        self.proxy.stop()
        return super().stop()

    def all(self, path):
        """Every entity of a list, however it is paged."""
        found, target = [], f"{path}{'&' if '?' in path else '?'}pageSize=100"
        while target:
            page = self.get(target)
            found += page["entities"]
            target = page.get("nextUri") if page["entities"] else None
        return found

    def edit(self, path, change, method="PUT"):
        """Reads the object, lets `change` edit it, and writes it back as a colleague would."""
        body = self.get(path)
        path = path.partition("?")[0]
        status, _, answer = self.call(method, path, {**body, **change})
        assert status in (200, 202, 204), (method, path, status, answer)
        return answer

    def requests(self, method, part=""):
        """(path, body) of what was sent so far by that method, where `part` is in the path."""
        return [
            (urllib.parse.unquote(row.target), row.sent)
            for row in self.exchanges
            if row.method == method and part in urllib.parse.unquote(row.target)
        ]


class _Direct:
    def __init__(self, url):
        self.url = url


QUEUES = "/api/v2/routing/queues"
ARCHITECT = "/api/v2/architect"
EMERGENCY = f"{ARCHITECT}/emergencygroups/emergency-Down"


def addresses(items):
    return sorted({item["address"] for item in items})


def sent(sandbox, method, part=""):
    """The bodies that went by that method to paths with that part."""
    return [json.loads(body) for _, body in sandbox.requests(method, part)]


# Far above what a test needs, so that no test waits for a quota.
QUICK_RATES = {"token": "60000/min"}
HOME, APAC = "division-Home", "division-APAC"


def ref(identifier):
    return {"id": identifier}


def condition(skill, level, comparator="GreaterThanOrEqualTo"):
    return {"routingSkill": skill, "comparator": comparator, "proficiency": level, "childConditions": []}


def block(*conditions):
    return {"operation": "And", "routingSkillConditions": list(conditions), "languageSkillConditions": []}


def column(kind, order, default):
    return {"type": kind, "title": "", "displayOrder": order, "default": default}


def published_centre(**more):
    """A tenant with some of every kind; ids are "KIND-NAME". `more` replaces sections of the document."""
    names = ("ana", "ben", "eva")
    users = [{"id": f"user-{name}", "name": name, "email": f"{name}@example.com", "state": "active"} for name in names]
    return {
        "sandbox": 1,
        "organization": {"id": "0a0a0a0a-0000-4000-8000-000000000001", "name": "Test Centre"},
        "rates": QUICK_RATES,
        "divisions": [
            {"id": HOME, "name": "Home", "description": "", "homeDivision": True},
            {"id": APAC, "name": "APAC", "description": "", "homeDivision": False},
        ],
        "skills": [{"id": f"skill-{name}", "name": name} for name in ("Billing", "Fax", "Tier_2")],
        "languages": [{"id": f"language-{name}", "name": name} for name in ("de", "en")],
        "wrapup_codes": [
            {"id": f"code-{name}", "name": name, "division": ref(HOME)} for name in ("Solved", "Called_Back")
        ],
        "users": users,
        "personal_profiles": [
            {
                "id": "user-ana",
                "name": "ana",
                "levels": [{"skill": ref("skill-Billing"), "level": 4}, {"skill": ref("skill-Tier_2"), "level": 2}],
            },
            {
                "id": "user-ben",
                "name": "ben",
                "levels": [{"skill": ref("skill-Billing"), "level": 2}, {"skill": ref("skill-Fax"), "level": 5}],
            },
            {"id": "user-eva", "name": "eva", "levels": []},
        ],
        "user_languages": {"user-ana": [{"id": "language-de", "proficiency": 3}]},
        "queues": [
            {"id": "queue-Desk", "name": "Desk", "division": ref(HOME), "skills": [], "description": "kept"},
            {"id": "queue-Line", "name": "Line", "division": ref(HOME), "skills": []},
        ],
        "members": {"queue-Desk": ["user-ana"]},
        "queue_wrapup_codes": {"queue-Desk": ["code-Solved"]},
        "schedules": [_schedule("Hours"), _schedule("Night"), _schedule("Holidays")],
        "schedule_groups": [
            {
                "id": "hours-Main",
                "name": "Main",
                "division": ref(HOME),
                "version": 1,
                "timeZone": "Asia/Singapore",
                "openSchedules": [ref("schedule-Hours")],
                "closedSchedules": [],
                "holidaySchedules": [],
            }
        ],
        "flows": [
            {"id": f"flow-{name}", "name": name, "type": "INBOUNDCALL", "division": ref(HOME)}
            for name in ("Welcome", "Closed", "Down")
        ],
        "ivrs": [
            {
                "id": "ivr-Front",
                "name": "Front",
                "division": ref(HOME),
                "version": 3,
                "dnis": ["+6531234567"],
                "openHoursFlow": ref("flow-Welcome"),
                "closedHoursFlow": ref("flow-Closed"),
                "scheduleGroup": ref("hours-Main"),
            }
        ],
        "emergency_groups": [
            {
                "id": "emergency-Down",
                "name": "Down",
                "division": ref(HOME),
                "version": 7,
                "enabled": False,
                "emergencyCallFlows": [{"emergencyFlow": ref("flow-Down"), "ivrs": [ref("ivr-Front")]}],
            }
        ],
        "skill_groups": [
            {
                "id": "group-Senior",
                "name": "Senior",
                "division": ref(HOME),
                "memberDivisions": ["*"],
                "skillConditions": [block(condition("Tier_2", 4))],
            }
        ],
        "prompts": [{"id": "prompt-Hold", "name": "Hold"}],
        "scripts": [{"id": "script-Greeting", "name": "Greeting", "division": ref(HOME)}],
        "groups": [{"id": "group-Night_Shift", "name": "Night_Shift"}],
        "teams": [{"id": "team-Front", "name": "Front", "division": ref(HOME)}],
        "user_utilization": {"user-ben": {"utilization": {"call": {"maximumCapacity": 2}}}},
        "data_tables": [
            {
                "id": "table-Sites",
                "name": "Sites",
                "division": ref(HOME),
                "schema": {
                    "type": "object",
                    "required": ["key"],
                    "additionalProperties": False,
                    "properties": {
                        "key": {"type": "string", "title": "site", "displayOrder": 0},
                        "closed": column("boolean", 1, False),
                        "tries": column("integer", 2, 3),
                    },
                },
            }
        ],
        "data_table_rows": {"table-Sites": [{"key": "SIN", "closed": False, "tries": 5}]},
        "trunk_bases": [
            {
                "id": "trunk-SG",
                "name": "SG",
                "version": 1,
                "trunkType": "EXTERNAL",
                "trunkMetabase": ref("external_sip.json"),
                "properties": {"trunk_label": {"value": {"instance": "SG"}}},
            }
        ],
        **more,
    }


def _schedule(name, **more):
    times = {"start": "2026-01-05T08:00:00.000", "end": "2026-01-05T18:00:00.000", "rrule": "FREQ=DAILY"}
    entity = {"id": f"schedule-{name}", "name": name, "enabled": True, "closed": False, "version": 1}
    return {**entity, **times, "division": ref(HOME), **more}


def users(count):
    """That many users who hold nothing."""
    return [
        {"id": f"user-{i}", "name": f"u{i}", "email": f"u{i}@example.com", "state": "active"} for i in range(count)
    ]
