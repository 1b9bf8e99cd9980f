"""Random small centres under random manifests: what must hold whatever they are. INTERLOCK_SEEDS=300 runs more of them."""

import os
import random

import pytest

from published import block, condition
from tenants import DEFAULTS, Tenant

SEEDS = int(os.environ.get("INTERLOCK_SEEDS", "25"))
FIRST_SEED = int(os.environ.get("INTERLOCK_FIRST_SEED", "1"))


class Centre:
    """A random tenant, a manifest for it, and by plain bookkeeping what every level shall be afterwards."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.skills = [f"S{number}" for number in range(self.dice.randint(2, 5))]
        self.disabled = [name for name in self.skills if self.chance(0.1)]
        self.usable = [name for name in self.skills if name not in self.disabled] or self.skills
        self.profiles = {f"P{number}": self.levels() for number in range(self.dice.randint(0, 2))}
        self.users = {f"u{number}@example.com": self.levels() for number in range(self.dice.randint(1, 6))}
        self.queues = {f"Q{number}": self.requirements(self.usable) for number in range(self.dice.randint(0, 3))}
        self.schedules = {f"H{number}": self.chance(0.5) for number in range(self.dice.randint(0, 2))}
        self.tenant = self.build()
        self.wanted = {("user", name): dict(held) for name, held in self.users.items()}
        self.wanted.update({("profile", name): dict(held) for name, held in self.profiles.items()})
        self.manifest = self.write()

    def chance(self, share):
        return self.dice.random() < share

    def some(self, names, most):
        names = sorted(names)
        return self.dice.sample(names, min(len(names), self.dice.randint(0, most)))

    def levels(self):
        return {skill: self.dice.randint(1, 5) for skill in self.some(self.usable, 3)}

    def requirements(self, skills):
        needs = {}
        for skill in self.some(skills, 2):
            level = self.dice.randint(1, 3)
            needs[skill] = (level, self.dice.randint(level, 5)) if self.chance(0.2) else level
        return needs

    def build(self):
        tenant = Tenant()
        for skill in self.skills:
            tenant.skill(skill, enabled=skill not in self.disabled, kept=skill)
        for name, levels in self.profiles.items():
            tenant.profile(name, levels)
        for name, levels in self.users.items():
            shared = self.dice.choice([None, *self.profiles])
            state = "inactive" if self.chance(0.15) else "active"
            tenant.user(name, levels, shared, state, kept=name)
        for name, needs in self.queues.items():
            tenant.queue(name, needs, kept=name)
            if self.chance(0.25):
                tenant.document["members"][f"queue-{name}"] = [f"user-{user}" for user in self.some(self.users, 4)]
        for name, closed in self.schedules.items():
            tenant.schedule(name, closed)
        return tenant

    def write(self):
        """Skills first, since what they become is what profiles and queues can name."""
        parts = {"skills": self.write_skills(), "profiles": self.write_profiles(), "queues": self.write_queues()}
        parts["schedules"] = [
            f"{{name: {name}, state: {self.dice.choice(['open', 'closed'])}}}" for name in self.some(self.schedules, 2)
        ]
        return "".join(
            f"{section}:\n" + "".join(f"  - {entry}\n" for entry in entries)
            for section, entries in parts.items()
            if entries
        )

    def write_skills(self):
        entries, self.names = [], list(self.usable)
        for number in range(self.dice.randint(0, 2)):
            fields = [f"name: N{number}"]
            if self.names and self.chance(0.6):
                fields.append("replaces: " + self.replaced(f"N{number}"))
            self.names.append(f"N{number}")
            entries.append(fields)
        for name in self.some(set(self.names) & set(self.skills), 2):
            if name not in self.names:  # replaced by the entry before it
                continue
            fields = [f"name: {name}", *self.dice.sample(["description: new", "type: custom", "enabled: true"], 2)]
            if self.chance(0.15):
                fields = [f"name: {name}", self.dice.choice(["absent: true", "enabled: false"])]
            elif self.chance(0.2):
                fields.append("replaces: " + self.replaced(name, besides={entry[0][6:] for entry in entries}))
            entries.append(fields)
        return ["{" + ", ".join(fields) + "}" for fields in entries]

    def replaced(self, new, besides=()):
        there = [name for name in self.names if name in self.usable and name not in (new, *besides)]
        old = self.dice.choice(there or ["Gone"])
        if old in self.names:
            self.names.remove(old)
        for levels in self.wanted.values():
            if old in levels:
                levels[new] = max(levels.pop(old), levels.get(new, 0))
        return old

    def write_profiles(self):
        entries = []
        for kind, name in self.dice.sample(sorted(self.wanted), self.dice.randint(0, min(4, len(self.wanted)))):
            named = {skill: self.dice.randint(1, 5) for skill in self.some(self.names, 3)}
            levels, is_exact = self.wanted[kind, name], self.chance(0.2)
            gone = [skill for skill in self.some(set(levels) - set(named), 1) if not is_exact and skill in self.names]
            if is_exact:
                levels.clear()
            for skill in gone:
                del levels[skill]
            levels.update(named)
            key = "user" if kind == "user" else "name"
            written = [f"{skill}: {level}" for skill, level in named.items()] + [f"{skill}: absent" for skill in gone]
            mode = "mode: exact, " if is_exact else ""
            entries.append(f"{{{key}: {name}, {mode}levels: {{{', '.join(written)}}}}}")
        return entries

    def write_queues(self):
        entries = []
        for name in self.some([*self.queues, "Q_new"], 3):
            if name != "Q_new" and self.chance(0.1):
                entries.append(f"{{name: {name}, absent: true}}")
                continue
            needs = []
            for skill, need in self.requirements(self.names).items():
                level, top = need if isinstance(need, tuple) else (need, None)
                needs.append(f"{{skill: {skill}, level: {level}" + (f", max: {top}}}" if top else "}"))
            floor = ", staffing: {at_least: 1}" if self.chance(0.1) else ""
            entries.append(f"{{name: {name}, requires: [{', '.join(needs)}]{floor}}}")
        return entries


class PublishedCentre(Centre):
    """The same on the published API: skills have a name alone, nobody shares a profile, and skill groups state what
    queues require. Every second queue that requires nothing has members."""

    def levels(self):
        return {skill: self.dice.randint(1, 5) for skill in self.some(self.skills, 3)}

    def build(self):
        tenant = Tenant(rates={"token": "60000/min"})
        self.profiles = {}
        for skill in self.skills:
            tenant.skill(skill, kept=skill)
        self.disabled, self.usable = [], self.skills
        for name, levels in self.users.items():
            tenant.user(name, levels, None, "inactive" if self.chance(0.15) else "active", kept=name)
        groups = tenant.document["skill_groups"] = []
        for name, needs in self.queues.items():
            attached = [{"id": f"group-{name}", "type": "SKILLGROUP"}] if needs else []
            tenant.queue(name, memberGroups=attached, kept=name)
            if needs:
                groups.append({"id": f"group-{name}", "name": name, "memberDivisions": ["*"], **stated(needs)})
            elif self.chance(0.5):
                tenant.document["members"][f"queue-{name}"] = [f"user-{user}" for user in self.some(self.users, 4)]
        self.schedules = {}
        return tenant

    def write_skills(self):
        entries, self.names = [], list(self.usable)
        for number in range(self.dice.randint(0, 2)):
            replaces = f", replaces: {self.replaced(f'N{number}')}" if self.names and self.chance(0.6) else ""
            self.names.append(f"N{number}")
            entries.append(f"{{name: N{number}{replaces}}}")
        gone = [name for name in self.some(set(self.names) & set(self.skills), 1) if self.chance(0.15)]
        return entries + [f"{{name: {name}, absent: true}}" for name in gone]


def stated(needs):
    """What a queue requires, as the conditions of its skill group."""
    conditions = []
    for skill, need in needs.items():
        level, top = need if isinstance(need, tuple) else (need, None)
        conditions.append(condition(skill, level))
        if top:
            conditions.append(condition(skill, top, "LessThanOrEqualTo"))
    return {"skillConditions": [block(*conditions)]}


def levels_in(state):
    names = {skill["id"]: skill["name"] for skill in state["skills"]}
    held = {}
    for body in state["personal_profiles"]:
        held["user", body["name"]] = {names[entry["skill"]["id"]]: entry["level"] for entry in body["levels"]}
    for body in state["shared_profiles"]:
        skills = {names[entry["skill_id"]]: entry["proficiency_level"] for entry in body["skills"]}
        held["profile", body["name"]] = skills
    return held


def eligible(state):
    """The queues that have an agent: counted here once more, with none of the tool's code."""
    enabled = {skill["id"] for skill in state["skills"] if skill["enabled"]}
    shared = {body["id"]: body["skills"] for body in state["shared_profiles"]}
    personal = {body["id"]: body["levels"] for body in state["personal_profiles"]}
    agents = {}
    for user in state["users"]:
        if user["state"] == "active":
            held = shared.get(user.get("routingProfile", {}).get("id"), [])
            agents[user["id"]] = {entry["skill_id"]: entry["proficiency_level"] for entry in held}
            agents[user["id"]].update({entry["skill"]["id"]: entry["level"] for entry in personal.get(user["id"], [])})

    def serves(agent, queue):
        members = state["members"].get(queue["id"])
        return (not members or agent in members) and all(
            need["skill"]["id"] in enabled
            and need["requiredLevel"] <= agents[agent].get(need["skill"]["id"], 0) <= (need.get("maxLevel") or 5)
            for need in queue["skills"]
        )

    return {queue["name"] for queue in state["queues"] if any(serves(agent, queue) for agent in agents)}


def published_eligible(state):
    """The same for the published API: direct members, and whom the queue's skill groups add."""
    names = {skill["id"]: skill["name"] for skill in state["skills"]}
    groups = {group["id"]: group["skillConditions"] for group in state["skill_groups"]}
    active = {user["id"] for user in state["users"] if user["state"] == "active"}
    held = {
        body["id"]: {names[entry["skill"]["id"]]: entry["level"] for entry in body["levels"]}
        for body in state["personal_profiles"]
    }

    def holds(agent, asked):
        level = held.get(agent, {}).get(asked["routingSkill"])
        is_lowest = asked["comparator"] == "GreaterThanOrEqualTo"
        return level is not None and (level >= asked["proficiency"] if is_lowest else level <= asked["proficiency"])

    def serves(agent, queue):
        return agent in state["members"].get(queue["id"], []) or any(
            all(holds(agent, asked) for block in groups[group["id"]] for asked in block["routingSkillConditions"])
            for group in queue.get("memberGroups", [])
        )

    return {queue["name"] for queue in state["queues"] if any(serves(agent, queue) for agent in active)}


def outcome(place, centre, eligible):
    """The tenant's state after plan and apply, or nothing where the plan is refused and all is left as it was."""
    place.manifest(centre.manifest or "skills: []\n")
    before = place.sandbox.state()
    planned = place.run("plan", "-o", "plan.json", "--format", "json")
    assert planned.code in (0, 3, 4), (centre.manifest, planned)
    if planned.code != 0:
        assert "manifests/a.yaml:" in planned.err and ": error: " in planned.err, (centre.manifest, planned)
        assert place.sandbox.state() == before
        return None
    applied = place.run("apply", "plan.json", "--format", "json")
    assert applied.code == 0, (centre.manifest, applied)
    assert len(applied.json["done"]) == len(planned.json["steps"])
    state = place.sandbox.state()
    served = eligible(before) & {queue["name"] for queue in state["queues"]}
    assert served <= eligible(state), (centre.manifest, planned.out)
    # The census is that of the API that wrote last, so that without a write it is nobody's.
    lowest = place.sandbox.observer()["lowest"]
    assert not planned.json["steps"] or all(lowest[name] > 0 for name in served), (centre.manifest, planned.out)
    again = place.run("plan", "--detailed-exitcode")
    assert again.code == 0, (centre.manifest, planned.out, again)
    assert place.run("drift").code == 0
    assert levels_in(state) == centre.wanted, centre.manifest
    for section in ("skills", "personal_profiles", "queues"):
        assert all(body.get("kept", body["name"]) == body["name"] for body in state[section])
    return state


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + SEEDS))
def test_a_random_centre_comes_to_its_desired_state_or_is_left_alone(workplace, seed):
    centre = Centre(seed)
    state = outcome(workplace(centre.tenant), centre, eligible)
    for profile in state["shared_profiles"] if state else []:
        assert all(profile[field] == f"kept-{field}" for field in DEFAULTS)


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + SEEDS))
def test_a_random_centre_does_so_on_the_published_api(published_workplace, seed):
    centre = PublishedCentre(seed)
    outcome(published_workplace(centre.tenant), centre, published_eligible)
