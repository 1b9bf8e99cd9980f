"""KINDS.md: every example is a manifest, and no kind of the published API lacks one."""

import json
import re

from harness import ROOT

TEXT = (ROOT / "KINDS.md").read_text()
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_every_example_is_valid(run, tmp_path):
    for number, example in enumerate(EXAMPLES):
        path = tmp_path / f"{number}.yaml"
        path.write_text(example)
        done = run("validate", "--api", "published", "-f", path)
        assert done.code == 0, (example, done)


def test_every_section_has_an_example(run):
    sections = json.loads(run("schema", "manifest").out)["properties"]
    named = {key for example in EXAMPLES for key in re.findall(r"^(\w+):", example, re.MULTILINE)}
    assert set(sections) - named == set()
    assert named - set(sections) == set()
