"""One row of bad-input.md as a test feeds it to the binary."""

import re
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    id: str  # the row of bad-input.md: "B7"
    name: str  # reads as a sentence
    files: dict = field(default_factory=dict)  # path -> text, bytes, or a function that makes them
    args: tuple = ("plan",)
    exit: int = 3
    at: Any = ""  # file:line:column of the message, or a compiled pattern
    says: tuple = ()  # what standard error must contain: text, or a compiled pattern
    hint: tuple = ()  # what the hint below the message must contain
    never: tuple = ()  # what no output may contain
    stdin: str = ""
    env: dict = field(default_factory=dict)  # variables over the usual ones
    memory: int = 0  # limit of the address space in bytes
    modes: dict = field(default_factory=dict)  # path -> permissions
    links: dict = field(default_factory=dict)  # path -> where the symbolic link leads
    pipes: tuple = ()  # paths

    def __str__(self):
        return f"{self.id}: {self.name}"

    @property
    def test_id(self):
        return f"{self.id}-{self.name.replace(' ', '_')}"


def manifest(id, name, text, at="", says=(), hint=(), **more) -> Row:
    """A row whose input is one manifest file."""
    where = f"manifests/a.yaml:{at}" if at and isinstance(at, str) else at
    return Row(id, name, {"manifests/a.yaml": text}, at=where, says=says, hint=hint, **more)


def contains(text: str, wanted: Any) -> bool:
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    return wanted in text


def any_of(*words: str) -> re.Pattern:
    return re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)


def word(text: str) -> re.Pattern:
    return re.compile(re.escape(text), re.IGNORECASE)


HEAD = "interlock: 1\n"


def skill(line):
    """A manifest with one skill; `line` is the second line of its entry, line 4 of the file."""
    return f"{HEAD}skills:\n  - name: A\n    {line}\n"


def levels(value):
    return f"{HEAD}profiles:\n  - user: ana@example.com\n    levels:\n      Billing: {value}\n"
