"""A plan that cannot be ordered names a bridge: applied as it stands there, it makes room for the plan, and goes again."""

import json
import pathlib
import re

import pytest

GOLDEN = pathlib.Path(__file__).parent.parent / "golden"
CASES = ("a-third-agent-bridges-a-swap", "a-swap-of-two-queues-is-refused")


def refusal(place):
    (problem,) = place.plan(code=4)["problems"]
    assert problem["rule"] == "INV-a"
    return problem


def apply(place, text):
    place.write({"manifests/a.yaml": text})
    place.plan()
    place.apply()


@pytest.mark.parametrize("api", ["guide", "published"])
@pytest.mark.parametrize("case", CASES)
def test_the_bridge_that_a_refusal_names_can_be_pasted_and_holds(workplace, published_workplace, api, case):
    folder = GOLDEN / api / case
    start = workplace if api == "guide" else published_workplace
    place = start(json.loads((folder / "tenant.json").read_text()))
    wanted = (folder / "manifest.yaml").read_text()
    place.write({"manifests/a.yaml": wanted})
    problem = refusal(place)
    assert [(line["file"], line["line"]) for line in problem["related"]] == [("manifests/a.yaml", 5), ("manifests/a.yaml", 7)]
    hint = re.sub(r"ADDRESS_\d+", "eve@example.com", problem["hint"])
    there, back = re.findall("`(.*?)`", hint)
    before = place.sandbox.state()
    for manifest in (there, wanted, back):
        apply(place, manifest)
    assert place.sandbox.observer()["breaches"] == []
    after = place.sandbox.state()
    names = {section: {entity["name"] for entity in after[section]} for section in ("skills", "queues", "users")}
    assert names == {section: {entity["name"] for entity in before[section]} for section in names}
    place.write({"manifests/a.yaml": wanted})
    assert place.plan()["steps"] == []
