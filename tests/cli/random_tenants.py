"""Random tenants with everything that the two APIs have, as a platform may say it: lists in any order, defaults that are
spelled out or missing, fields that nobody knows."""

import random

from tenants import QUICK_RATES

COMPARATORS = ["EqualTo", "NotEqualTo", "LessThan", "LessThanOrEqualTo", "GreaterThan", "GreaterThanOrEqualTo"]
STRANGE = ["plain", "a b", "yes", "12", "- x", "#5", "Café", "Ünïcode 普通话", "it's", 'say "x"', "a: b", "{x}", "~", "A/B", "x\\y"]


class RandomTenant:
    """`document` is what the sandbox serves."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.document = {
            "sandbox": 1,
            "organization": {"id": "0a0a0a0a-0000-4000-8000-000000000001", "name": "Test Centre"},
            "rates": QUICK_RATES,
        }
        self.build_routing()
        self.build_telephony()
        for value in self.document.values():
            if isinstance(value, list):
                self.dice.shuffle(value)

    # What may or may not be there.

    def chance(self, share):
        return self.dice.random() < share

    def number(self, lowest, highest):
        return self.dice.randint(lowest, highest)

    def pick(self, choices):
        return self.dice.choice(choices)

    def some(self, objects, most=3):
        return self.dice.sample(objects, min(len(objects), self.number(0, most)))

    def reference(self, section):
        return {"id": self.pick(self.document[section])["id"]}

    def references(self, section, most=3):
        return [{"id": one["id"]} for one in self.some(self.document[section], most)]

    def maybe(self, **fields):
        """Those of the fields that the platform happens to send."""
        return {name: value() for name, value in fields.items() if self.chance(0.5)}

    def noise(self):
        return self.maybe(inventedByThePlatform=lambda: {"deep": [1, None, {"x": True}]}, colorTag=lambda: "#123456")

    def described(self):
        return self.maybe(description=lambda: self.pick(["", "What it is for", "Two\nlines", "ends in a blank "]))

    def add(self, section, prefix, count, body):
        """Objects of random names; no two of a section share one."""
        self.document[section] = []
        for index, name in enumerate(self.dice.sample(STRANGE, count)):
            entity = {"id": f"{prefix}-{index}", "name": f"{name} {index}" if self.chance(0.5) else name}
            self.document[section].append({**entity, **body(index), **self.noise()})

    # Skills, people and queues.

    def build_routing(self):
        self.add("divisions", "division", self.number(1, 3), lambda i: {"description": "", "homeDivision": i == 0})
        self.add("skills", "skill", self.number(2, 5), self.skill)
        self.add("languages", "language", self.number(1, 3), lambda _: {})
        self.add("wrapup_codes", "code", self.number(1, 4), lambda _: {**self.described(), **self.owned()})
        self.add("shared_profiles", "profile", self.number(0, 2), self.profile)
        self.document["users"] = [self.user(index) for index in range(self.number(1, 6))]
        self.document["personal_profiles"] = [self.personal(user) for user in self.document["users"]]
        self.document["user_languages"] = {
            user["id"]: [
                {"id": one["id"], "proficiency": self.number(0, 5)} for one in self.some(self.document["languages"])
            ]
            for user in self.some(self.document["users"])
        }
        for section in ("groups", "teams", "prompts", "scripts", "flows"):
            self.add(section, section, self.number(1, 3), lambda _: {})
        self.add("skill_groups", "group", self.number(1, 3), self.skill_group)
        self.add("queues", "queue", self.number(1, 4), self.queue)
        for queue in self.some(self.document["queues"], 2):
            self.state_requirements(queue)
        users = [user["id"] for user in self.document["users"] if user["state"] == "active"]
        queues = [queue["id"] for queue in self.document["queues"]]
        codes = [code["id"] for code in self.document["wrapup_codes"]]
        self.document["members"] = {queue: self.some(users) for queue in self.some(queues)}
        self.document["queue_wrapup_codes"] = {queue: self.some(codes) for queue in self.some(queues)}

    def owned(self):
        return self.maybe(division=lambda: self.reference("divisions"))

    def skill(self, index):
        parent = {"parentSkillId": f"skill-{self.number(0, index - 1)}"} if index and self.chance(0.3) else {}
        fields = {"type": self.pick(["custom", "standard"]), "enabled": not self.chance(0.1)}
        return {**fields, **parent, **self.described(), **self.owned()}

    def levels(self):
        return [
            {"skill": {"id": skill["id"], "name": skill["name"]}, "level": self.number(1, 5)}
            for skill in self.some(self.document["skills"])
        ]

    def profile(self, _):
        levels = [{"skill_id": one["skill"]["id"], "proficiency_level": one["level"]} for one in self.levels()]
        return {"skills": levels, "description": ""}

    def user(self, index):
        email = f"{self.pick(['ana', 'José', 'x.y+z'])}{index}@example.com"
        state = "inactive" if self.chance(0.15) else "active"
        return {"id": f"user-{index}", "name": f"U{index}", "email": email, "state": state, **self.noise()}

    def personal(self, user):
        return {"id": user["id"], "name": user["name"], "levels": self.levels()}

    def condition(self, key, names, depth):
        children = [self.block(depth - 1)] if depth and self.chance(0.3) else []
        return {
            key: self.pick(names),
            "comparator": self.pick(COMPARATORS),
            "proficiency": self.number(0, 5),
            "childConditions": children,
        }

    def block(self, depth=2):
        skills = [skill["name"] for skill in self.document["skills"]]
        languages = [language["name"] for language in self.document["languages"]]
        several = range(self.number(0, 2))
        return {
            "operation": self.pick(["And", "Or", "Not"]),
            "routingSkillConditions": [self.condition("routingSkill", skills, depth) for _ in several],
            "languageSkillConditions": [self.condition("languageSkill", languages, depth) for _ in several],
        }

    def skill_group(self, _):
        blocks = [self.block() for _ in range(self.number(1, 2))]
        return {"memberDivisions": ["*"], "skillConditions": blocks, **self.described()}

    def member_groups(self):
        kinds = {"SKILLGROUP": "skill_groups", "GROUP": "groups", "TEAM": "teams"}
        return [{**self.reference(kinds[kind]), "type": kind} for kind in self.some(list(kinds))]

    def medium(self):
        return self.maybe(
            alertingTimeoutSeconds=lambda: self.number(7, 60),
            enableAutoAnswer=lambda: self.chance(0.5),
            serviceLevel=lambda: {"percentage": self.pick([0.8, 0.75, 1]), "durationMs": self.number(1000, 90000)},
        )

    def ring(self):
        return {
            "expansionCriteria": [{"type": "TIMEOUT_SECONDS", "threshold": self.number(1, 90)}],
            "actions": {"skillsToRemove": self.references("skills")},
            "memberGroups": self.member_groups(),
        }

    def queue(self, _):
        needs = [{"skill": one["skill"], "requiredLevel": one["level"]} for one in self.levels()]
        flags = ["autoAnswerOnly", "enableTranscription", "enableManualAssignment", "suppressInQueueCallRecording"]
        settings = self.maybe(
            mediaSettings=lambda: {medium: self.medium() for medium in self.some(["call", "chat", "email", "message"])},
            acwSettings=lambda: {"wrapupPrompt": "OPTIONAL"},
            skillEvaluationMethod=lambda: self.pick(["NONE", "BEST", "ALL"]),
            scoringMethod=lambda: self.pick(["TimestampAndPriority", "PriorityOnly"]),
            bullseye=lambda: {"rings": [self.ring() for _ in range(self.number(1, 3))]},
            routingRules=lambda: [{"operator": "ANY", "threshold": 0, "waitSeconds": 3.5}],
            memberGroups=self.member_groups,
            queueFlow=lambda: self.reference("flows"),
            whisperPrompt=lambda: self.reference("prompts"),
            defaultScripts=lambda: {"CALL": self.reference("scripts"), "CHAT": self.reference("scripts")},
            callingPartyName=lambda: self.pick(["", "Centre"]),
            **{flag: lambda: self.chance(0.5) for flag in flags},
        )
        return {"skills": needs, **settings, **self.described(), **self.owned()}

    def state_requirements(self, queue):
        """As the tool realises the requirements of a queue: by a skill group of its name."""
        if queue["name"] in [group["name"] for group in self.document["skill_groups"]]:
            return
        conditions = [
            {"routingSkill": one["skill"]["name"], "comparator": "GreaterThanOrEqualTo", "proficiency": one["level"]}
            for one in self.levels()
        ]
        block = {"operation": "And", "routingSkillConditions": conditions, "languageSkillConditions": []}
        group = {"id": f"of-{queue['id']}", "name": queue["name"], "skillConditions": [block]}
        self.document["skill_groups"].append({**group, "memberDivisions": ["*"]})
        queue["memberGroups"] = [*queue.get("memberGroups", []), {"id": group["id"], "type": "SKILLGROUP"}]

    # Opening hours, tables and trunks.

    def build_telephony(self):
        self.add("schedules", "schedule", self.number(1, 4), self.schedule)
        self.add("schedule_groups", "hours", self.number(1, 3), self.schedule_group)
        self.add("ivrs", "ivr", self.number(1, 3), self.ivr)
        self.add("emergency_groups", "emergency", self.number(0, 2), self.emergency_group)
        self.add("data_tables", "table", self.number(1, 3), self.data_table)
        self.document["data_table_rows"] = {table["id"]: self.rows(table) for table in self.document["data_tables"]}
        self.add("trunk_bases", "trunk", self.number(0, 2), self.trunk_base)
        if self.chance(0.5):
            media = {medium: {"maximumCapacity": self.number(0, 5)} for medium in self.some(["call", "chat", "email"])}
            self.document["utilization"] = {"utilization": media}

    def schedule(self, _):
        rules = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE", "byday=MO;freq=weekly;interval=1", ""]
        times = {"start": "2026-01-05T08:00:00.000", "end": "2026-01-05T18:30:00.000", "rrule": self.pick(rules)}
        common = {"enabled": True, "closed": self.chance(0.3), "version": self.number(1, 9)}
        return {**common, **times, **self.described(), **self.owned()}

    def schedule_group(self, _):
        lists = self.maybe(
            openSchedules=lambda: self.references("schedules"),
            closedSchedules=lambda: self.references("schedules"),
            holidaySchedules=lambda: self.references("schedules"),
            timeZone=lambda: self.pick(["Asia/Singapore", "Europe/Dublin"]),
        )
        return {"version": self.number(1, 9), **lists, **self.described()}

    def ivr(self, index):
        fields = self.maybe(
            dnis=lambda: [f"+6531234{index}{digit}0" for digit in self.some(range(10))],
            openHoursFlow=lambda: self.reference("flows"),
            closedHoursFlow=lambda: self.reference("flows"),
            scheduleGroup=lambda: self.reference("schedule_groups"),
        )
        return {"version": 1, **fields, **self.described()}

    def emergency_group(self, _):
        flows = [{"emergencyFlow": self.reference("flows"), "ivrs": self.references("ivrs")}]
        return {"version": 2, **self.maybe(enabled=lambda: self.chance(0.5), emergencyCallFlows=lambda: flows)}

    def data_table(self, _):
        default = {"string": lambda: "x", "boolean": lambda: self.chance(0.5), "integer": lambda: self.number(0, 9)}
        columns = {}
        for name in self.some(["closed", "note", "To x"]):
            kind = self.pick(list(default))
            columns[name] = {"type": kind, **self.maybe(default=default[kind])}
        return {"schema": {"type": "object", "properties": {"key": {"type": "string"}, **columns}}}

    def rows(self, table):
        columns = [(name, one["type"]) for name, one in table["schema"]["properties"].items() if name != "key"]
        cell = {
            "string": lambda: self.pick(STRANGE),
            "boolean": lambda: self.chance(0.5),
            "integer": lambda: self.number(-5, 5),
        }
        return [{"key": key, **{name: cell[type]() for name, type in columns}} for key in self.some(STRANGE, 4)]

    def trunk_base(self, _):
        properties = {f"trunk_{name}": {"value": {"instance": self.pick([True, 5, "x"])}} for name in self.some("abc")}
        common = {"version": 1, "trunkType": "EXTERNAL", "trunkMetabase": {"id": "external_sip.json"}}
        return {**common, "properties": properties}
