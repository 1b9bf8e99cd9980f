"""What judges the published API must find faults: rows of exchanges and where each is wrong."""

import json

import pytest

from openapi import Exchange, contract, document_path

SKILLS = "/api/v2/routing/skills"
QUEUE = "/api/v2/routing/queues/q"
PAGE = {"entities": [], "pageSize": 25, "pageNumber": 1, "total": 0}
ERROR = {"message": "no", "code": "bad.request", "status": 400}

# What is wrong: method, target, request, status, answer, the places of the faults.
CASES = {
    "nothing": ("GET", SKILLS, None, 200, PAGE, []),
    "nothing in an error": ("GET", SKILLS, None, 400, ERROR, []),
    "nothing in a member that SDK 262 knows": ("POST", SKILLS, {"name": "A", "divisionId": "d"}, 200, {"name": "A"}, []),
    "an unknown path": ("GET", "/api/v2/routing/shoes", None, 200, PAGE, ["operation"]),
    "an unknown method": ("PUT", SKILLS, {"name": "A"}, 200, {"name": "A"}, ["operation"]),
    "an unknown parameter": ("GET", SKILLS + "?colour=red", None, 200, PAGE, ["query.colour"]),
    "a parameter of another type": ("GET", SKILLS + "?pageSize=many", None, 200, PAGE, ["query.pageSize"]),
    "an unknown word": ("GET", "/api/v2/users?expand=shoes", None, 200, PAGE, ["query.expand"]),
    "an undeclared member of the request": ("POST", SKILLS, {"name": "A", "x": 1}, 200, {"name": "A"}, ["request.x"]),
    "a member that lacks": ("POST", SKILLS, {}, 200, {"name": "A"}, ["request"]),
    "no request body": ("POST", SKILLS, None, 400, ERROR, ["request"]),
    "a body where none is declared": ("GET", SKILLS, {"name": "A"}, 200, PAGE, ["request"]),
    "an undeclared member of the answer": ("GET", QUEUE, None, 200, {"name": "Q", "x": 1}, ["answer.x"]),
    "deep inside": (
        "GET",
        QUEUE,
        None,
        200,
        {"name": "Q", "mediaSettings": {"call": {"alertingTimeoutSeconds": "8"}}},
        ["answer.mediaSettings.call.alertingTimeoutSeconds"],
    ),
    "null where a text belongs": ("GET", QUEUE, None, 200, {"name": "Q", "description": None}, ["answer.description"]),
    "a status that is not declared": ("GET", SKILLS, None, 418, ERROR, ["status"]),
    "an answer without its body": ("GET", SKILLS, None, 200, None, ["answer"]),
}


def wire(value):
    return b"" if value is None else json.dumps(value).encode()


@pytest.mark.skipif(document_path() is None, reason="the OpenAPI document is not at hand (INTERLOCK_OPENAPI)")
@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_a_fault_is_found_at_its_place(case):
    method, target, request, status, answer, places = case
    exchange = Exchange(method, target, wire(request), status, wire(answer))
    _, faults = contract().faults(exchange)
    assert [place for place, _ in faults] == places, faults
