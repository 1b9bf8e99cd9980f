"""A tenant of any size for the published API, the reads that a plan of it makes, and how many it may make."""

import collections
import re
import urllib.parse

from published import QUICK_RATES, block, condition, ref

PAGE_OF_MEMBERS = 100
LEVELS = 5  # of a user
LISTS = 20  # whatever the size: published-api.md says what comes on top


class LargeTenant:
    """Every second queue states requirements by its skill group; of the others every second one has members."""

    def __init__(self, skills, queues, users, schedules):
        self.skills = [f"Skill_{number:03}" for number in range(skills)]
        self.users = [f"user-{number:04}" for number in range(users)]
        self.queues = [f"Queue_{number:03}" for number in range(queues)]
        self.stated = self.queues[::2]
        self.members = {name: self.some_users(number) for number, name in enumerate(self.queues[1::4])}
        self.coded = self.queues[::10]
        self.schedules = [f"Hours_{number:02}" for number in range(schedules)]
        self.tables = ["Sites", "Numbers"]

    def some_users(self, number):
        count = min(len(self.users), 5 + number * 7)
        return [self.users[(number * 13 + step) % len(self.users)] for step in range(count)]

    @property
    def document(self):
        return {
            "sandbox": 1,
            "organization": {"id": "0a0a0a0a-0000-4000-8000-000000000001", "name": "Large Centre"},
            "rates": QUICK_RATES,
            **self.routing(),
            **self.telephony(),
        }

    def levels(self, number):
        held = {(number * LEVELS + step) % len(self.skills) for step in range(LEVELS)}
        return [{"skill": ref(f"skill-{self.skills[skill]}"), "level": 1 + skill % 5} for skill in sorted(held)]

    def queue(self, name):
        groups = [{"id": f"group-{name}", "type": "SKILLGROUP"}] if name in self.stated else []
        return {"id": f"queue-{name}", "name": name, "skills": [], "memberGroups": groups}

    def routing(self):
        skill = {"description": "", "type": "custom", "enabled": True}
        conditions = [block(condition(self.skills[index % len(self.skills)], 1)) for index in range(len(self.stated))]
        return {
            "skills": [{"id": f"skill-{name}", "name": name, **skill} for name in self.skills],
            "users": [{"id": id, "name": id, "email": f"{id}@example.com", "state": "active"} for id in self.users],
            "personal_profiles": [
                {"id": id, "name": id, "levels": self.levels(number)} for number, id in enumerate(self.users)
            ],
            "queues": [self.queue(name) for name in self.queues],
            "skill_groups": [
                {"id": f"group-{name}", "name": name, "memberDivisions": ["*"], "skillConditions": [asked]}
                for name, asked in zip(self.stated, conditions)
            ],
            "members": {f"queue-{name}": members for name, members in self.members.items()},
            "wrapup_codes": [{"id": f"code-{number}", "name": f"Code_{number}"} for number in range(20)],
            "queue_wrapup_codes": {f"queue-{name}": ["code-1", "code-2"] for name in self.coded},
        }

    def telephony(self):
        schedule = {"enabled": True, "closed": False, "version": 1}
        columns = {"key": {"type": "string"}, "open": {"type": "boolean"}}
        return {
            "schedules": [{"id": f"schedule-{name}", "name": name, **schedule} for name in self.schedules],
            "schedule_groups": [
                {"id": f"hours-{name}", "name": name, "version": 1, "openSchedules": [ref(f"schedule-{name}")]}
                for name in self.schedules[::3]
            ],
            "data_tables": [
                {"id": f"table-{name}", "name": name, "schema": {"type": "object", "properties": columns}}
                for name in self.tables
            ],
            "data_table_rows": {f"table-{name}": [{"key": "SIN", "open": True}] for name in self.tables},
        }

    def reads_allowed(self):
        """Of a plan without changes for all that can be exported."""
        members = sum(-(-len(users) // PAGE_OF_MEMBERS) for users in self.members.values())
        return LISTS + len(self.stated) + len(self.coded) + len(self.tables) + members

    def reads_one_by_one(self):
        """What a read for each object would take: itself, a user's levels, and the lists that belong to queues and tables."""
        objects = sum(len(section) for section in self.document.values() if isinstance(section, list))
        return objects + len(self.coded) + len(self.members) + len(self.tables)


def kind_of_read(target):
    """The path without the ids in it."""
    path = urllib.parse.unquote(target).partition("?")[0].removeprefix("/api/v2")
    return re.sub(r"/(skill|user|queue|group|code|schedule|hours|table)-[^/]+", "/{id}", path)


def counted(requests):
    """How often each kind of object was read, most of all first; whose tenant it is aside."""
    kinds = collections.Counter(kind_of_read(target) for target, _ in requests)
    kinds.pop("/organizations/me", None)
    return kinds
