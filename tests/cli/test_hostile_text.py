"""Text of the tenant on a terminal and in a log: SEC11."""

import json
import re

import pytest

from tenants import Tenant


# SEC11: text of the tenant is shown with its control characters made visible.

HOSTILE = [
    "\x1b[2J\x1b]0;owned\x07",
    "\x1b]8;;https://evil.example.com\x1b\\click\x1b]8;;\x1b\\",
    "a\rb\nc\td",
    "\u202egnp.exe",
    "zero\u200bwidth\u2060",
    "\u2028line\u2029",
    "\x9b31mred",
    "\x7f\x08",
    "\U000e0041tag",
    "::add-mask::x",
    "##[command]x",
    "##vso[task.setvariable]x",
    "::set-output name=a::b",
]
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name.encode("unicode_escape").decode())
def test_hostile_text_of_the_tenant_is_shown_escaped(workplace, name):
    tenant = Tenant().skill("Calm", parentSkillId=None).skill(name)
    tenant.document["skills"][0]["description"] = name
    tenant.user("ana@example.com", {"Calm": 1, name: 2})
    place = workplace(tenant)
    place.manifest(
        "skills:\n  - {name: Calm, description: calm}\n"
        "profiles:\n  - {user: ana@example.com, mode: exact, levels: {Calm: 1}}\n"
    )
    plan = place.run("plan", "-o", "plan.json")
    shown = [plan, place.run("show", "plan.json"), place.run("drift"), place.run("plan", "--verbose")]
    assert [result.code for result in shown] == [0, 0, 2, 0]
    for result in shown:
        text = result.out + result.err
        assert "calm" in text
        assert not FORBIDDEN.search(text), FORBIDDEN.search(text)
        assert not re.search(r"^\s*::|##\[|##vso\[", text, re.MULTILINE), text
    # JSON keeps the value by its own escapes.
    assert name in json.dumps(json.loads((place.directory / "plan.json").read_text()), ensure_ascii=False).replace(
        json.dumps(name, ensure_ascii=False)[1:-1], name
    )
