from typing import Any

import pytest

from contract_tests.docs.curl import Call, calls
from contract_tests.docs.page import read_page, unreadable
from contract_tests.docs.type_names import read_type
from contract_tests.judging.json_reading import NOT_JSON
from scripts.spec.pointers import ABSENT
from scripts.spec.spec import Spec
from tests.docs.score.score import faithful_page


@pytest.mark.parametrize(
    "tag",
    [
        '<ParamField body="size" type="number" required default="20">',
        "<ParamField body='size' type='number' required default='20'>",
        '<ParamField body={"size"} type={"number"} required={true} default={20}>',
        '<ParamField\n  required\n  body="size"\n\ttype="number"\n  default="20"\n>',
        '\t<ParamField body="size" placeholder="a > b" type="number" required default="20">',
    ],
)
def test_attributes_may_be_written_in_any_way(tag: str) -> None:
    page = read_page(f"{tag}\n  How many, at most 50.\n</ParamField>".replace("\n", "\r\n"))
    assert page.facts == {"/request/body/size": {"type": "number", "required": True, "default": 20, "maximum": 50}}


def test_fields_in_expandables_are_nested_however_deep() -> None:
    text = """
<ResponseField name="stats" type="object">
  Numbers.
  <Expandable title="inside">
    <ResponseField name="byProvider" type="object[]">
      <Expandable title="inside">
        <ResponseField name="claims" type="integer | null" />
      </Expandable>
      One for each.
    </ResponseField>
  </Expandable>
</ResponseField>
<ResponseField name="stats.byProvider[].name" type="string">Its name.</ResponseField>
"""
    assert {place: facts["type"] for place, facts in read_page(text).facts.items()} == {
        "/response/body/stats": "object",
        "/response/body/stats/byProvider": "object[]",
        "/response/body/stats/byProvider/claims": "integer | null",
        "/response/body/stats/byProvider/name": "string",
    }


def test_what_looks_like_a_field_in_code_is_none() -> None:
    code = "Write `<ParamField body='a'>` so.\n\n~~~mdx\n<ParamField body='b'>\n~~~\n\n"
    text = f"{code}<ResponseField name='c'>x</ResponseField>"
    assert list(read_page(text).facts) == ["/response/body/c"]


def test_a_word_in_angle_brackets_swallows_nothing() -> None:
    text = "<ParamField body='a'>Use <API_KEY> or <Token> here.</ParamField><ParamField body='b'>x</ParamField>"
    assert list(read_page(text).facts) == ["/request/body/a", "/request/body/b"]


@pytest.mark.parametrize(
    ("kind", "sentence", "facts"),
    [
        ("string", "A name (max 200 characters).", {"maxLength": 200}),
        ("string", "No more than 1,000 chars.", {"maxLength": 1000}),
        ("string", "Between 8 and 64 characters.", {"minLength": 8, "maxLength": 64}),
        ("string", "64 characters or fewer.", {"maxLength": 64}),
        ("string", "At least three characters long.", {"minLength": 3}),
        ("string[]", "Up to 10 items, at least one.", {"minItems": 1, "maxItems": 10}),
        ("number", "Minimum 1, default 3.", {"minimum": 1, "default": 3}),
        ("integer", "Greater than 0, less than 9; defaults to `5`.", {"minimum": 1, "maximum": 8, "default": 5}),
        ("boolean", "On unless switched off; `true` by default.", {"default": True}),
        ("string", "Either `a`, `b`, or `c`.", {"values": ["a", "b", "c"]}),
        ("string", "One of `\"x\"` (old) or `\"y\"` (new, see `z`).", {"values": ["x", "y"]}),
        ("string", "How it goes (e.g. `on`, `off`).", {"examples": ["off", "on"]}),
        ("string", "The identifier, e.g. `FK5b0KSM`.", {}),
        ("string", "See `limit` or `offset`.", {}),
        ("string", "Limited to 200 characters.", {"maxLength": 200}),
        ("string", "Name, max. length: 200", {"maxLength": 200}),
        ("string", "There is a 200-character limit.", {"maxLength": 200}),
        ("integer", "How many (1-100, default `20`).", {"minimum": 1, "maximum": 100, "default": 20}),
        ("integer", "Maximum `100`.", {"maximum": 100}),
        ("string", "`a` | `b`", {"values": ["a", "b"]}),
        ("string", "Allowed values: `a`, `b`.", {"values": ["a", "b"]}),
        ("string", "Takes up to 30 seconds.", {}),
        ("integer", "More than 100 apps need `here` or `there`.", {}),
        ("string", "Not returned for some.", {"required": False}),
        ("string", "An ISO 8601 timestamp.", {"format": "date-time"}),
        ("string", "`null` until it is known.", {"type": "null"}),
        ("string", "Only present once it is known.", {"required": False}),
    ],
)  # fmt: skip
def test_sentences_state_facts(kind: str, sentence: str, facts: dict[str, Any]) -> None:
    others = "<ResponseField name='limit'>x</ResponseField><ResponseField name='offset'>x</ResponseField>"
    page = read_page(f'<ResponseField name="it" type="{kind}">{sentence}</ResponseField>{others}')
    expected = {"type": f"{kind} | null"} if facts.get("type") == "null" else {"type": kind} | facts
    assert page.facts["/response/body/it"] == expected


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("string", {"type": "string"}),
        ("null | string", {"type": "string | null"}),
        ("string?", {"type": "string | null"}),
        ("array<string>", {"type": "string[]"}),
        ("App[]", {"type": "object[]"}),
        ("Record<string, Provider>", {"type": "object"}),
        ("int", {"type": "integer"}),
        ("string<date-time>", {"type": "string", "format": "date-time"}),
        ("string (uuid)", {"type": "string", "format": "uuid"}),
        ("enum<string>", {"type": "string"}),
        ('"ios" | "android"', {"type": "string", "values": ["android", "ios"]}),
        ("any", {}),
        ("widget", {"type": "widget"}),
    ],
)
def test_types_have_one_notation(text: str, facts: dict[str, Any]) -> None:
    assert read_type(text) == facts


def test_statuses_codes_headers_and_references_are_read_from_sentences() -> None:
    text = """
<ResponseField name="id" type="string">
  Ask `GET /apps/{id}`, or get `404 RESOURCE_NOT_FOUND`. An unknown key gets 401 Unauthorized.
</ResponseField>
Returns a `Retry-After: 30` header with status 429. Send the `X-Trace` header with your request.
Something else gets `AUTH_FORBIDDEN`, whatever `YOUR_API_KEY` is.
"""
    facts = read_page(text).facts
    assert facts.pop("/response/body/id") == {"type": "string"}
    assert facts == {
        "/response/status/404": {"codes": ["RESOURCE_NOT_FOUND"]},
        "/response/status/401": {"codes": []},
        "/response/status/429": {"codes": []},
        "/response/status/any": {"codes": ["AUTH_FORBIDDEN"]},
        "/response/header/Retry-After": {"value": "30"},
        "/request/header/X-Trace": {},
        "/mentions/GET /apps/{id}": {},
    }


@pytest.mark.parametrize(
    "front",
    [
        "api: 'POST https://api.hopae.com/connect/v1/apps'",
        "openapi: post /v1/apps",
        "openapi: openapi.json POST /v1/apps",
    ],
)
def test_front_matter_declares_the_operation(front: str) -> None:
    declared = read_page(f"---\ntitle: x\n{front}\n---\n\n# x\n").facts["/operation"]["declared"]
    assert declared.startswith("POST ")
    assert declared.endswith("/v1/apps")


def test_a_curl_line_is_read_as_the_request_it_sends() -> None:
    text = "$ curl --request POST 'https://x.example/a?b=1' \\\n  -H'Accept: */*' --data '{\"c\": 1}' -s | jq ."
    (call,) = calls(text)
    assert call == Call("POST", "https://x.example/a?b=1", {"Accept": "*/*"}, {"c": 1})


def test_curl_lines_without_a_body_or_with_a_broken_one() -> None:
    lines = ["https://x.example", "-d '{' https://x.example", "'https://x.example", "https://x.example -H"]
    read, broken, *unreadable_ones = calls("\n".join(f"curl {line}" for line in lines))
    assert read is not None
    assert broken is not None
    assert (read.method, read.body, broken.body, unreadable_ones) == ("GET", ABSENT, NOT_JSON, [None, None])


def test_samples_carry_the_status_of_their_fence() -> None:
    fences = "```json 201 Created theme={null}\n{}\n```\n~~~json\n[1,\n~~~\n```python\nprint()\n```"
    samples = read_page(f"<ResponseExample>\n{fences}\n</ResponseExample>").samples
    assert [(sample.side, sample.status, sample.value) for sample in samples] == [
        ("response", "201", {}),
        ("response", None, NOT_JSON),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the page is empty"),
        (" \n\t\n", "the page is empty"),
        ("<!DOCTYPE html><html><body>Sign in</body></html>", "the page is HTML, not Markdown"),
        ("\n<html lang='en'>", "the page is HTML, not Markdown"),
        ("# Apps\n\nNow described elsewhere.", "the page has none of Mintlify's fields and samples"),
        (
            "````yaml openapi.json get /v1/apps\nopenapi: 3.0.0\n````",
            "the page has none of Mintlify's fields and samples",
        ),
    ],
)
def test_what_is_no_page_is_reported(text: str, why: str) -> None:
    assert unreadable(text) == why


def test_a_page_that_is_cut_off_anywhere_is_still_read(spec: Spec) -> None:
    page = faithful_page(spec.operations["createProductionTest"])
    assert all(read_page(page[:end]).text_sha256 for end in range(0, len(page), 40))
