"""The platform's official JavaScript SDK drives the sandbox: an independent client's view of its fidelity."""

import json
import shutil
import subprocess

import pytest

from harness import ROOT
from published import published_centre

SDK = ROOT / "tests/sdk"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed: ci/install sdk")
@pytest.mark.skipif(not (SDK / "node_modules").is_dir(), reason="the SDK is not there: npm ci in tests/sdk")
def test_the_sdk_lists_creates_updates_and_deletes_every_kind(published_workplace):
    place = published_workplace(published_centre())
    ready = place.sandbox.ready
    done = subprocess.run(
        [NODE, "drive.js", place.sandbox.url, ready["client_id"], ready["client_secret"]],
        cwd=SDK,
        env={"PATH": "/usr/bin:/bin", "HOME": str(place.directory)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 22
