"""Rewrites of a faithful page that change none of its facts: no finding may come of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

_FIELD = re.compile(r"<(ParamField|ResponseField) [^>\n]*>\n.*?</\1>\n\n?", re.DOTALL)
_JSON = re.compile(r"(```json[^\n]*\n)(.*?)(\n *```\n)", re.DOTALL)
_PHRASES = [
    (r"\(max (\d+) char\w+\)", r"of at most \1 characters"),
    (r"\(max (\d+) char\w+\)", r"- no longer than \1 characters"),
    (r"\(max (\d+) char\w+\)", r"(\1 characters or fewer)"),
    (r"\(max 1000 char\w+\)", r"with up to 1,000 characters"),
    (r"Minimum 1, default 3", "At least 1; defaults to `3`"),
    (r"Minimum 1, default 3", "Must be greater than 0 (3 by default)"),
    (r"Default `false`", "It defaults to false"),
    (r"Default `false`", "**Default:** `false`"),
    (r"`ios` or `android`", "one of `android`, `ios`"),
    (r"`ios` or `android`", "either `ios` or `android`"),
    (r"\(e\.g\. `pending`, `scheduled`, `failed`\)", "(for example `scheduled`, `pending` or `failed`)"),
    (r"`null` or absent", "null or missing"),
    (r"Until then `null` or absent", "It may be null, or omitted, before that"),
    (r"Present when", "Only present if"),
    (r"valid for 24 hours", "valid for 1 day"),
    (r"stay valid for 24 hours", "are remembered for 24 hours"),
    (r"scoped per workspace", "scoped to the workspace"),
    (r"with an `Idempotency-Replayed: true` header", "with the header `Idempotency-Replayed: true`"),
    (r"`409 IDEMPOTENCY_KEY_CONFLICT`", "409 (`IDEMPOTENCY_KEY_CONFLICT`)"),
    (r"A `Location` header tells", "The `Location` response header tells"),
    (r"in ISO 8601", "as an ISO-8601 date"),
    (r"`Bearer <KEY>`", "Send `Bearer YOUR_KEY`"),
    (r"What the challenge is called", "A short name that participants see, such as `Trial`,"),
    (r"Ask for a test", "Start a trial"),
]


def rewrites(page: str) -> Iterator[tuple[str, str]]:
    """What was done, and the page afterwards."""
    for name, change in _FORMS.items():
        yield name, change(page)
    for pattern, new in _PHRASES:
        text = re.sub(pattern, new, page)
        if text != page:
            yield f"reworded {pattern} to {new}", text


def _reordered(page: str) -> str:
    """The fields of each run of fields in reverse."""
    run = re.compile(rf"(?:{_FIELD.pattern.replace(chr(92) + '1', '(?:ParamField|ResponseField)')})+", re.DOTALL)
    return run.sub(lambda found: "".join(reversed([field[0] for field in _FIELD.finditer(found[0])])), page)


def _sample_rewritten(change: Callable[[object], str]) -> Callable[[str], str]:
    return lambda page: _JSON.sub(lambda found: found[1] + change(json.loads(found[2])) + found[3], page)


def _reversed_keys(value: object) -> object:
    if isinstance(value, dict):
        return {key: _reversed_keys(value[key]) for key in reversed(value)}
    return [_reversed_keys(child) for child in value] if isinstance(value, list) else value


def _indented(page: str) -> str:
    """Everything a tab further in, but for headings and the front matter."""
    return re.sub(r"(?m)^(?=[ <*`\-{}\[\]\"]|\w)", "\t", page)


_FORMS: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda page: page.replace("\n", "\r\n"),
    "blank lines doubled": lambda page: page.replace("\n\n", "\n\n\n"),
    "indented by tabs": _indented,
    "not indented": lambda page: re.sub(r"(?m)^ +", "", page),
    "spaces at line ends": lambda page: re.sub(r"(?m)$", "  ", page),
    "single quotes": lambda page: re.sub(r'(type|name|body|path|header)="([^"]*)"', r"\1='\2'", page),
    "braces around attributes": lambda page: re.sub(r'type="([^"]*)"', r'type={"\1"}', page),
    "required in braces": lambda page: page.replace(" required>", " required={true}>"),
    "required is false": lambda page: re.sub(r'(<ParamField [^>]*")>', r"\1 required={false}>", page),
    "attributes on lines of their own": lambda page: re.sub(r'" type="', '"\n  type="', page),
    "a default as attribute": lambda page: page.replace(
        '"maxStamps" type="number"', '"maxStamps" type="number" default="3"'
    ),
    "types by other names": lambda page: page.replace('type="string[]"', 'type="array<string>"').replace(
        'type="number"', 'type="integer"'
    ),
    "null first": lambda page: re.sub(r'type="(\w+) \| null"', r'type="null | \1"', page),
    "a placeholder": lambda page: page.replace(' type="', ' placeholder="abc" type="'),
    "fields reordered": _reordered,
    "fields in a card": lambda page: _FIELD.sub(lambda m: f"<Card title='x'>\n{m[0]}</Card>\n\n", page),
    "examples in tabs": lambda page: page.replace("<RequestExample>", "<RequestExample>\n<CodeGroup>").replace(
        "</RequestExample>", "```python Python\nimport requests\n```\n</CodeGroup>\n</RequestExample>"
    ),
    "tildes": lambda page: page.replace("```", "~~~"),
    "longer fences": lambda page: page.replace("```", "````"),
    "no word on the theme": lambda page: page.replace(" theme={null}", ""),
    "titled fences": lambda page: page.replace("json theme={null}", 'json title="Answer" icon="x"'),
    "sample in one line": _sample_rewritten(lambda value: json.dumps(value)),
    "sample with other keys first": _sample_rewritten(lambda value: json.dumps(_reversed_keys(value), indent=4)),
    "other identifiers": lambda page: page.replace("Shop0001", "Bank0002").replace("11111111", "99999999"),
    "the production server": lambda page: page.replace("sandbox.api.hopae.com", "api.hopae.com"),
    "long options": lambda page: (
        page.replace("-H ", "--header ").replace("-d ", "--data ").replace("-X ", "--request ")
    ),
    "another note": lambda page: page + "\n<Note>\n  Keys are listed in the console under `Settings`.\n</Note>\n",
    "a warning inside": lambda page: page.replace(
        "## Response", "<Warning>Mind the `Sandbox` switch.</Warning>\n\n## Response"
    ),
    "comments": lambda page: page.replace("## Request", "{/* checked */}\n<!-- twice -->\n\n## Request"),
    "an unknown component": lambda page: page + "\n<Feedback kind={'page'} />\n",
    "other headings": lambda page: page.replace("## Response", "## What you get").replace(
        "## Request", "## What to send"
    ),
    "a card with a link": lambda page: (
        page + '\n<Card title="Errors" href="/api-reference/errors">All of them.</Card>\n'
    ),
    "escaped underscores": lambda page: page + "\nThe path has a client\\_id \\[see above\\].\n",
    "an image and a link": lambda page: page + "\n![Flow](/images/flow.png) and [the guide](/guides/pagination).\n",
    "front matter": lambda page: f"---\ntitle: Something\ndescription: 'Else'\n---\n{page}",
    "blank lines first": lambda page: f"\n\n{page}",
}
