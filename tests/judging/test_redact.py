"""Redaction: secrets leave a run in no form, wherever the target put them."""

import base64
import json
from dataclasses import replace
from itertools import product
from urllib.parse import quote

import pytest

from contract_tests.judging.curl_line import curl
from contract_tests.judging.evidence import LONGEST_CODE, evidence
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.leaks import Leaks
from contract_tests.judging.redact import Redactor
from contract_tests.judging.shapes import Shapes
from contract_tests.target.credentials import wrong_credentials
from tests.hostile.canaries import Canaries
from tests.hostile.disguises import CASES, ENCODINGS
from tests.hostile.leaks import found
from tests.judging.exchanges import KEY, SPEC, envelope, exchange, sample

SHAPES = Shapes(SPEC)
SECRET = "canary+client/secret=ü"


@pytest.fixture
def apps() -> Exchange:
    page = sample("AppPage")
    page["data"][0]["clientSecret"] = SECRET
    return exchange("listApps", 200, page)


@pytest.fixture
def redactor(apps: Exchange) -> Redactor:
    redactor = Redactor(SHAPES, KEY)
    redactor.learn(apps)
    return redactor


@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        json.dumps(SECRET),
        quote(SECRET, safe=""),
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(f"user:{SECRET}:more".encode()).decode(),
        SECRET.encode().hex(),
        SECRET.replace("/", "~1"),
        KEY,
        "sk_workspace_test_never_seen_before",
    ],
)
def test_every_form_of_a_secret_is_blanked(redactor: Redactor, form: str) -> None:
    """A secret that was learned, or that looks like one, is blanked in each of its usual encodings."""
    shown = redactor.text(f"before {form} after")
    assert "redacted" in shown
    assert form not in shown


@pytest.mark.parametrize("inner", ENCODINGS)
def test_secret_in_one_encoding_within_another_is_blanked(inner: str) -> None:
    """Whatever two encodings a server puts on its secrets, none of it is left."""
    canaries = Canaries(1)
    redactor = Redactor(SHAPES, canaries.key.value)
    for secret in canaries.documented:
        redactor.secrets.add(secret.value)
    for secret, outer in product([canaries.key, *canaries.documented[::3]], ENCODINGS.keys() - CASES):
        for text in (secret.value, secret.part):
            shown = redactor.text(f"before {ENCODINGS[outer](ENCODINGS[inner](text))}after")
            assert found(shown.encode(), [secret]) == [], outer


def test_sample_values_do_not_blank_our_own_words(redactor: Redactor) -> None:
    """A short word in a provider's settings does not blank words that merely contain it."""
    assert redactor.text("check CONNECT_CLIENT_ID") == "check CONNECT_CLIENT_ID"


def test_field_that_a_refusal_names_is_no_secret(redactor: Redactor) -> None:
    """Details of an error are not documented by name, and the name of a field may look like anything."""
    refused = envelope("VALIDATION_INVALID_PARAMETER")
    refused["error"]["details"] = {"parameter": "defaultSuccessRedirectUri"}
    redactor.learn(exchange("updateApp", 400, refused))
    assert redactor.text("/defaultSuccessRedirectUri is missing") == "/defaultSuccessRedirectUri is missing"


def test_body_shows_what_is_documented_and_nothing_else(redactor: Redactor, apps: Exchange) -> None:
    """In a report's body documented values stay, secret places are blanked, undocumented texts are measured only."""
    apps.json["data"][0]["notes"] = "anything"
    shown = redactor.body(apps)["data"][0]
    assert shown["name"] == "My App"
    assert shown["clientSecret"] == "[redacted]"
    assert shown["providers"]["mitid"]["config"] == "[redacted]"
    assert shown["notes"] == "[string of 8 characters]"


def test_refusal_with_a_status_that_is_not_documented_says_why(redactor: Redactor) -> None:
    """It is read as the documented ones are: what these do not have is measured only."""
    refusal = envelope("VALIDATION_INVALID_PARAMETER")
    refusal["error"] |= {"message": "is the default", "why": "anything"}
    shown = redactor.body(exchange("deleteWorkflow", 418, refusal))
    assert (shown["error"]["message"], shown["error"]["why"]) == ("is the default", "[string of 8 characters]")
    assert redactor.body(exchange("deleteWorkflow", 299, refusal))["error"]["message"] == "[string of 14 characters]"


def test_curl_line_has_the_key_as_a_variable(redactor: Redactor) -> None:
    """The line that repeats a request leaves the key to the shell and quotes the rest for it."""
    sent = exchange("createProductionTest", 201, sample("ProductionTestRequest"), sent={"title": "it's"})
    line = curl(sent, redactor)
    assert '-H "authorization: Bearer $CONNECT_API_KEY"' in line
    assert "'\"'\"'" in line
    assert KEY not in line


def test_wrong_credentials_that_hold_most_of_the_key_are_blanked() -> None:
    """Whatever a run sends in place of its key, a server that says it again does not get it into a report."""
    key = "sk_workspace_test_part-one.Part-Two"
    redactor = Redactor(SHAPES, key)
    for words, header in wrong_credentials(SPEC, key).items():
        shown = redactor.text(f"no such credentials: {header}").lower()
        assert not any(part in shown for part in ("part-one", "part-tw")), words


def test_wrong_credentials_that_come_back_are_no_secret_of_the_target() -> None:
    """A refusal may say again what was sent, but not the key where something else was sent."""
    leaks, sent = Leaks(SHAPES, KEY), {"Authorization": f"Bearer {KEY}0"}
    for message, places in ((f"{KEY}0 is no key", []), (f"{KEY} is the key", ["response 401 body /error/message"])):
        refusal = envelope("AUTH_INVALID_CREDENTIALS")
        refusal["error"]["message"] = message
        one = replace(exchange("listApps", 401, refusal, request_headers=sent), authentic=False)
        assert [deviation.place for deviation in leaks.read(one)] == places


def test_documented_error_code_is_no_secret_wherever_it_stands() -> None:
    """A code of the contract in an undocumented field looks random, and is shown all the same."""
    redactor, refusal = Redactor(SHAPES, KEY), envelope("VALIDATION_INVALID_PARAMETER")
    refusal["error"]["reason"] = "IDEMPOTENCY_KEY_CONFLICT"
    redactor.learn(exchange("createWorkflow", 400, refusal))
    assert redactor.text("409 IDEMPOTENCY_KEY_CONFLICT") == "409 IDEMPOTENCY_KEY_CONFLICT"


def test_secret_that_was_sent_in_a_body_and_is_refused_is_no_secret_of_the_target() -> None:
    """What is generated may hold any text; an answer of success does not show it elsewhere all the same."""
    leaks = Leaks(SHAPES, KEY)
    refusal = envelope("VALIDATION_INVALID_PARAMETER")
    refusal["error"]["details"] = {"field": "redirectUris", "value": {"x": [KEY]}}
    one = exchange("replaceRedirectUris", 400, refusal, sent={"redirectUris": {"x": [KEY]}})
    assert leaks.read(one) == []
    places = [found.place for found in leaks.read(replace(one, request_body=b"{}"))]
    assert places == ["response 400 body /error/details/value/x/*"]


def test_secret_where_none_belongs_is_a_deviation(apps: Exchange) -> None:
    """A client secret in an error message, and the key in a header, are deviations at their places."""
    leaks = Leaks(SHAPES, KEY)
    assert leaks.read(apps) == []
    refusal = envelope("AUTH_FORBIDDEN")
    refusal["error"]["message"] = f"not with {SECRET}"
    found = leaks.read(exchange("listApps", 403, refusal, headers={"X-Debug": KEY}))
    assert {deviation.place: deviation.observed for deviation in found} == {
        "response 403 body /error/message": "the clientSecret that listApps answered",
        "response 403 header x-debug": "the key of the workspace",
    }


def test_error_code_is_redacted_before_it_is_cut() -> None:
    """Of a secret that begins just before the longest code ends nothing is shown."""
    refusal = envelope("x" * (LONGEST_CODE - 6) + f" {KEY}")
    shown = evidence(exchange("listApps", 403, refusal), Redactor(SHAPES, KEY))
    assert KEY[:5] not in shown["response"]["error_code"]


def test_a_text_that_the_run_has_sent_is_no_secret_wherever_it_comes_back() -> None:
    """A host name of its own looks like anything, and hidden it would say nothing."""
    host = "c9e41b7f0d2a4e6b8c13.example.com"
    redactor = Redactor(SHAPES, KEY)
    redactor.learn(exchange("setCustomDomain", 200, {}, sent={"webDomain": host}))
    redactor.learn(exchange("getCustomDomain", 200, {"odd": [host, "kJ8s7dfG6hj5Kl4mN3bV2cX1zQ0w"]}))
    assert redactor.text(host) == host
    assert redactor.text("kJ8s7dfG6hj5Kl4mN3bV2cX1zQ0w") != "kJ8s7dfG6hj5Kl4mN3bV2cX1zQ0w"
