#!/usr/bin/python3
"""Prints how long `interlock version` takes from start to exit."""

import os
import pathlib
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("INTERLOCK", ROOT / "build/release/interlock")).resolve()
STARTS = 50


def seconds():
    start = time.perf_counter()
    subprocess.run([BINARY, "version"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


times = [seconds() * 1000 for _ in range(STARTS)]
print(f"interlock version  min {min(times):.1f} ms   median {statistics.median(times):.1f} ms   ({STARTS} starts)")
