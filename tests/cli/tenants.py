"""Small tenants in the form of `interlock sandbox --tenant` (schemas/tenant.schema.json)."""

DEFAULTS = (
    "default_acd_queue",
    "default_outbound_queue",
    "default_wrap_up_code",
    "default_after_call_work",
    "default_post_call_work",
    "default_outbound_wrap_up_code",
    "default_outbound_after_call_work",
)
# Far above what a test needs, so that no test waits for a quota.
QUICK_RATES = {"token": "60000/min", "routing": "1000/s", "queues": "1000/s", "architect": "60000/min"}


class Tenant:
    """Builds a tenant; ids are "KIND-NAME", what is referred to comes before what refers to it."""

    def __init__(self, rates=None):
        self.document = {
            "sandbox": 1,
            "organization": {"id": "0a0a0a0a-0000-4000-8000-000000000001", "name": "Test Centre"},
            "skills": [],
            "shared_profiles": [],
            "users": [],
            "personal_profiles": [],
            "queues": [],
            "members": {},
            "schedules": [],
            "rates": rates or QUICK_RATES,
        }

    def _add(self, section, entity):
        self.document[section].append(entity)
        return self

    def skill(self, name, enabled=True, type="custom", **more):
        entity = {"id": f"skill-{name}", "name": name, "description": "", "type": type, "enabled": enabled}
        return self._add("skills", {**entity, **more})

    def user(self, email, levels=None, shared=None, state="active", **more):
        entity = {"id": f"user-{email}", "name": email, "email": email, "state": state}
        if shared:
            entity["routingProfile"] = {"id": f"profile-{shared}"}
        held = [{"skill": reference(skill), "level": level} for skill, level in (levels or {}).items()]
        self._add("users", entity)
        return self._add("personal_profiles", {"id": f"user-{email}", "name": email, "levels": held, **more})

    def profile(self, name, levels, **more):
        skills = [{"skill_id": f"skill-{skill}", "proficiency_level": level} for skill, level in levels.items()]
        kept = {field: f"kept-{field}" for field in DEFAULTS}
        entity = {"id": f"profile-{name}", "name": name, "description": "", "skills": skills, **kept}
        return self._add("shared_profiles", {**entity, **more})

    def queue(self, name, requires=None, **more):
        """`requires`: skill -> level, or skill -> (level, max)."""
        skills = []
        for skill, needed in (requires or {}).items():
            level, top = needed if isinstance(needed, tuple) else (needed, None)
            requirement = {"skill": reference(skill), "requiredLevel": level}
            skills.append({**requirement, "maxLevel": top} if top else requirement)
        return self._add("queues", {"id": f"queue-{name}", "name": name, "skills": skills, **more})

    def schedule(self, name, closed=False, **more):
        entity = {"id": f"schedule-{name}", "name": name, "enabled": True, "closed": closed}
        entries = {"type": "regular", "entries": []}
        return self._add("schedules", {**entity, "schedule": entries, "version": 1, **more})


def reference(skill):
    return {"id": f"skill-{skill}", "name": skill, "type": "custom"}


def support_centre():
    """Three agents and two queues: enough for every kind of change."""
    return (
        Tenant()
        .skill("Billing")
        .skill("Tier_2")
        .skill("Fax")
        .profile("Support_Agent", {"Billing": 3, "Fax": 2}, invented_by_the_platform={"deep": [1, 2, {"x": None}]})
        .user("ana@example.com", {"Billing": 4, "Tier_2": 2}, invented_by_the_platform="kept")
        .user("ben@example.com", {"Billing": 2, "Fax": 5}, shared="Support_Agent")
        .user("chloé@example.com", {"Tier_2": 3})
        .queue("Billing_Line", {"Billing": 2}, description="kept", invented_by_the_platform=[{"kept": True}])
        .queue("Expert_Line", {"Tier_2": (2, 5)})
        .schedule("Weekdays")
        .schedule("Holidays", closed=True)
    )
