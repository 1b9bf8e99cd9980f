"""Comments for a pull request, read by an independent parser: nothing of the tenant's text becomes structure (SEC14)."""

import re

import pytest
from markdown_it import MarkdownIt

from tenants import Tenant

MARK = "evil"  # every hostile text holds it, and no text of ours does
HOSTILE = [
    "`evil",
    "evil``` evil`` evil`",
    "evil\n```\nevil\n\n# evil\n- evil\n",
    "| evil | evil |",
    "evil\\|evil\\\\|evil\\",
    "[evil](https://evil.example.com)![evil](x.png)<https://evil>",
    "https://evil.example.com @evil #1 GH-1 evil",
    "</code></summary></details><script>evil()</script><img src=evil>",
    "<!-- interlock:plan:evil -->",
    "**evil** _evil_ ~~evil~~ $evil$ :evil:",
    "&lt;evil&gt;&#64;evil",
    " evil ",
    "::error::evil",
    "##[error]evil ##vso[x]evil",
    "evil\x1b[31m\u202e\u200b\u2028\x85",
    "evil" * 2_500,
]
STRUCTURE = {
    *("heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"),
}
OUR_HTML = re.compile(
    r"<!-- interlock:[a-z]+:[0-9a-f]{16} -->\n|</details>\n?|<details><summary>[A-Za-z :,<>/b()0-9]+</summary>\n?"
)


def blocks(text):
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def check_inline(token):
    for child in token.children:
        if child.type in ("code_inline", "softbreak", "strong_open", "strong_close"):
            continue
        assert child.type == "text", (child.type, token.content)
        assert MARK not in child.content, token.content


def check(text):
    """Only our structure, and the tenant's words in code only."""
    columns = 0
    for token in blocks(text):
        if token.type == "inline":
            check_inline(token)
        elif token.type == "html_block":
            assert OUR_HTML.fullmatch(token.content), token.content
        elif token.type == "fence":
            assert token.info == "diff"
            assert all(line[:2] in ("@@", "+ ", "- ", "  ") for line in token.content.splitlines()), token.content
        elif token.type == "tr_open":
            cells = 0
        elif token.type in ("th_open", "td_open"):
            cells += 1
        elif token.type == "tr_close":
            columns = columns or cells
            assert cells == columns
        elif token.type == "table_close":
            columns = 0
        else:
            assert token.type == "hr" or token.type.rsplit("_", 1)[0] in STRUCTURE, token.type
    assert len(text) <= 65_536
    assert text.count("<!--") == 1 and text.startswith("<!--")
    assert not re.search(r"^\s*::|##\[|##vso\[", text, re.MULTILINE)


def hostile_tenant(name):
    tenant = Tenant().skill("Calm").skill(name).skill(name + "2").queue(name, {name: 1}, description=name)
    tenant.document["skills"][1]["description"] = name + "\n" + name
    tenant.user("ana@example.com", {"Calm": 1, name: 2}).user(f"{name}@x.example", {name: 2})
    return tenant.schedule(name)


def quoted(text):
    return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'


def manifest(name):
    return (
        f"skills:\n  - {{name: Heir, replaces: {quoted(name)}}}\n  - {{name: {quoted(name + '2')}, absent: true}}\n"
        f"profiles:\n  - {{user: ana@example.com, levels: {{Calm: 3}}}}\n"
    )


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_text_of_the_tenant_stays_text(workplace, name):
    name = name.strip() or name
    place = workplace(hostile_tenant(name))
    place.manifest(manifest(name))
    texts = [place.run(command, "--format", "markdown").out for command in ("plan", "drift", "validate")]
    for text in texts:
        check(text)
    assert MARK in texts[0] + texts[2]


def test_a_comment_reads_as_one(workplace):
    place = workplace()
    place.manifest(
        "skills:\n  - {name: Chat, replaces: Fax}\n"
        "profiles:\n  - {user: ana@example.com, levels: {Billing: 5}}\n"
        "schedules:\n  - {name: Weekdays, state: closed}\n"
    )
    text = place.run("plan", "--format", "markdown").out
    check(text)
    headings = [blocks(text)[i + 1].content for i, token in enumerate(blocks(text)) if token.type == "heading_open"]
    assert headings[0].startswith("Routing plan") and headings[-1] == "Step by step"
    assert "**No queue loses its agents**" in text.split("\n###")[0]
    assert "- 1 schedule closes: `Weekdays`\n" in text


@pytest.mark.parametrize("command", ["plan", "drift"])
def test_the_marker_tells_tenants_apart_and_nothing_else(workplace, command):
    def marker(tenant):
        place = workplace(tenant)
        place.manifest("schedules:\n  - {name: Weekdays, state: closed}\n")
        return place.run(command, "--format", "markdown").out.splitlines()[0]

    other = Tenant().schedule("Weekdays")
    other.document["organization"]["id"] = "0a0a0a0a-0000-4000-8000-000000000002"
    first = marker(None)
    assert first == marker(Tenant().schedule("Weekdays")) != marker(other)
    assert re.fullmatch(rf"<!-- interlock:{command}:[0-9a-f]{{16}} -->", first)


@pytest.mark.parametrize(
    "text",
    ["evil", "`x` [y](z)", "| a |\n| --- |\n| `evil | c` |", "```diff\nx\n```", "<b>x</b>", "<div>x</div>", "![x](y)", "1. x"],
)
def test_the_check_sees_what_it_is_there_for(text):
    with pytest.raises(AssertionError):
        check(f"<!-- interlock:plan:0123456789abcdef -->\n\n{text}\n")
