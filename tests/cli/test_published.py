"""The main job over the published API: every kind is planned, applied, and then needs nothing more."""

import pathlib

import pytest
import yaml

from published import addresses, published_centre

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "published_cases.yaml").read_text())


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_what_is_planned_is_applied_and_then_nothing_is_left(published_workplace, case):
    place = published_workplace(published_centre())
    place.manifest(yaml.safe_dump(case["manifest"]))
    planned = place.plan()
    assert addresses(planned["steps"]) == case["changes"]
    run = place.apply()
    assert run["held"] == [] and addresses(run["done"]) == case["changes"]
    assert place.plan("--detailed-exitcode")["steps"] == []
    assert place.sandbox.observer()["breaches"] == []
