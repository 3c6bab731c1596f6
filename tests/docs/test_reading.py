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
    (place,) = page.places.values()
    assert place.facts == {"type": "number", "required": True}
    assert set(place.tokens) == {"most 50", "default 20"}


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
    assert {name: place.facts["type"] for name, place in read_page(text).places.items()} == {
        "/response/body/stats": "object",
        "/response/body/stats/byProvider": "object[]",
        "/response/body/stats/byProvider/claims": "integer | null",
        "/response/body/stats/byProvider/name": "string",
    }


def test_what_looks_like_a_field_in_code_is_none() -> None:
    code = "Write `<ParamField body='a'>` so.\n\n~~~mdx\n<ParamField body='b'>\n~~~\n\n"
    text = f"{code}<ResponseField name='c'>x</ResponseField>"
    assert [name for name in read_page(text).places if name.startswith("/")] == ["/response/body/c"]


def test_a_word_in_angle_brackets_swallows_nothing() -> None:
    text = "<ParamField body='a'>Use <API_KEY> or <Token> here.</ParamField><ParamField body='b'>x</ParamField>"
    assert [name for name in read_page(text).places if name.startswith("/")] == ["/request/body/a", "/request/body/b"]


@pytest.mark.parametrize(
    ("kind", "sentence", "facts"),
    [
        ("string", "`null` until it is known.", {"type": "string | null"}),
        ("string", "It is never `null`.", {"type": "string"}),
        ("string", "Not returned for some.", {"type": "string", "required": False}),
        ("string", "Only present once it is known.", {"type": "string", "required": False}),
        ("string", "Required. What it is called.", {"type": "string", "required": True}),
    ],
)
def test_sentences_say_what_may_be_null_or_missing(kind: str, sentence: str, facts: dict[str, Any]) -> None:
    page = read_page(f'<ResponseField name="it" type="{kind}">{sentence}</ResponseField>')
    assert page.places["/response/body/it"].facts == facts


def test_text_belongs_to_the_heading_that_it_stands_under() -> None:
    page = read_page("Before.\n\n# Apps\n\n> Some apps.\n\n<Note>\n  Mind `409`.\n</Note>\n\n## Errors\n\nNone.\n")
    assert {name: place.text.split() for name, place in page.places.items()} == {
        "section the beginning": ["Before."],
        "section Apps": ["#", "Apps", ">", "Some", "apps.", "Mind", "`409`."],
        "section Errors": ["##", "Errors", "None."],
    }


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
        ("string<date-time>", {"type": "string"}),
        ("string (uuid)", {"type": "string"}),
        ("enum<string>", {"type": "string"}),
        ('"ios" | "android"', {"type": "string", "values": ["android", "ios"]}),
        ("any", {}),
        ("widget", {"type": "widget"}),
    ],
)
def test_types_have_one_notation(text: str, facts: dict[str, Any]) -> None:
    assert read_type(text) == facts


@pytest.mark.parametrize(
    "front",
    [
        "api: 'POST https://api.hopae.com/connect/v1/apps'",
        "openapi: post /v1/apps",
        "openapi: openapi.json POST /v1/apps",
    ],
)
def test_front_matter_declares_the_operation(front: str) -> None:
    declared = read_page(f"---\ntitle: x\n{front}\n---\n\n# x\n").declared or ""
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
    assert all(read_page(page[:end]).places for end in range(40, len(page), 40))


@pytest.mark.parametrize(
    ("end", "inside"),
    [
        ('<ParamField body="b" type="str', "a tag"),
        ("<ParamField body='b'>\n  What it is", "<ParamField>"),
        ("<ResponseExample>\n  ```json\n  {", "a block of code"),
        ("<ResponseExample>\n  ```json\n  {}\n  ```\n", "<ResponseExample>"),
    ],
)
def test_a_page_that_is_cut_off_says_where(end: str, inside: str) -> None:
    whole = "<ParamField body='a'>Use <Token> here.</ParamField>\n"
    assert unreadable(whole) is None
    assert unreadable(whole + end) == f"the page is cut off inside {inside}"


@pytest.mark.parametrize("text", ['{"nodes": [...]}', '{"nodes": [ … ]}', '{"nodes": [], ...}'])
def test_what_a_sample_leaves_out_is_read_as_empty(text: str) -> None:
    (sample,) = read_page(f"<ResponseExample>\n```json\n{text}\n```\n</ResponseExample>").samples
    assert sample.value == {"nodes": []}
