import pytest

from contract_tests.docs.tokens import opposite, opposites, read_tokens


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        (
            [
                "A name (max 200 characters).",
                "It must not be longer than 200 chars.",
                "Up to two hundred characters",
                "200 characters or fewer",
                "There is a 200-character limit.",
                "Name, max. length: 200",
                "Anything over 200 characters is refused.",
                "Less than 201 characters",
                "Maximum `200`",
            ],
            {"most 200"},
        ),
        (["No more than 1,000 items.", "1000 at most", "A thousand or less"], {"most 1000"}),
        (["Minimum 1", "At least one", "Greater than 0", "One or more", "No fewer than 1"], {"least 1"}),
        (["Between 8 and 64 characters.", "8 or more and at most 64", "A size from 8 to 64"], {"least 8", "most 64"}),
        (
            [
                "Default 3",
                "It defaults to `3`.",
                "3 by default",
                "When omitted, 3 is used.",
                "If you do not send it: three",
                "The default limit is 3.",
            ],
            {"default 3"},
        ),
        (["Default `false`.", "Off by default", "Unless you set it, this is `false`."], {"default false"}),
        (["24 hours", "One day", "86,400 seconds", "1440 min"], {"86400 second"}),
        (["`ios` or `android`", 'one of "android", "ios"', "* `android`\n* `ios`"], {"ios", "android"}),
        (
            ["gets `409 KEY_CONFLICT`", "409 (`KEY_CONFLICT`)", "refused with `KEY_CONFLICT`, status 409"],
            {"409 key_conflict"},
        ),
        (["scoped per workspace", "workspace-scoped", "unique within a workspace"], {"per workspace"}),
        (["in ISO 8601", "RFC 3339 time", "an ISO-8601 date"], {"iso 8601"}),
        (["on 31 December 2026", "2026-12-31", "December 31st, 2026"], {"2026-12-31"}),
        (["It is deprecated.", "Obsolete", "Use `b` instead.", "It will be removed."], {"deprecated"}),
        (["Present when it is known", "may be missing", "optional", "left out"], {"absent"}),
        (["It does not work.", "They never work.", "without effect", "cannot work"], {"not 1"}),
        (
            ["Names the request.", "See [here](https://x.example/200).", "Tell the two apart.", "not yet", "e.g. `x`"],
            set(),
        ),
        (["It has to be one of `hosts`.", "Must be listed in `hosts`", "Among the registered `hosts`."], {"of hosts"}),
        (["One of `a` or `b`.", "Listed in `a`, `b`."], {"a", "b"}),
        (["Use `YOUR_API_KEY` or `<TOKEN>`."], set()),
    ],
)
def test_the_same_fact_in_other_words_has_the_same_tokens(texts: list[str], keys: set[str]) -> None:
    assert {text: set(read_tokens(text)) for text in texts} == dict.fromkeys(texts, keys)


def test_a_cell_of_a_table_is_read_with_the_title_of_its_column() -> None:
    table = "| Parameter | Default | Maximum |\n| --- | --- | --- |\n| `limit` | 20 | 100 |"
    assert set(read_tokens(table)) == {"limit", "default 20", "most 100"}
    table = "| Code | HTTP |\n|---|---|\n| `NOT_THERE` | 404 |\n| `TOO_LATE` | 410 |"
    assert set(read_tokens(table)) == {"404 not_there", "410 too_late"}
    assert set(read_tokens("| Property | Value |\n|---|---|\n| Default | `a` |")) == {"default a"}


def test_a_token_is_shown_as_it_is_written() -> None:
    text = "Max 5 MB, default `a`, more than 3 apps, 24 hours. Not `b` before 1 May 2027: `409 A_CODE`; without name."
    assert read_tokens(text) == {
        "most 5 MB": "Max 5 MB",
        "default a": "default `a`",
        "least 4": "more than 3",
        "86400 second": "24 hours",
        "not 1": "Not",
        "b": "`b`",
        "2027-05-01": "1 May 2027",
        "409 a_code": "409 A_CODE",
        "not 2": "without name",
    }


def test_every_negation_counts() -> None:
    assert list(read_tokens("Not here, never now.\n\nNothing else.")) == ["not 1", "not 2", "not 3"]


def test_one_of_two_opposites_cannot_be_said_for_the_other() -> None:
    (replaced,), (merged,) = (
        opposites("The list is overwritten."),
        opposites("It is merged field by field, see `ignored`."),
    )
    assert (replaced, merged, opposite(replaced, merged)) == ("replaced", "merged", True)
    (three,), (four,) = opposites("* a\n* b\n* c"), opposites("1. a\n2. b\n3. c\n4. d")
    assert (three, four, opposite(three, four), opposite(three, merged)) == (
        "3 list entries",
        "4 list entries",
        True,
        False,
    )


def test_an_error_code_has_the_opposites_of_its_sentence() -> None:
    text = "The same body is answered again. A different body gets `409 KEY_REUSED`."
    turned = "A changed body is answered again. The same body gets `409 KEY_REUSED`."
    assert opposites(text)["KEY_REUSED: other"] == "A different body"
    assert opposites(turned)["KEY_REUSED: same"] == "The same body"
    assert opposite("KEY_REUSED: other", "KEY_REUSED: same")
    assert not opposite("KEY_REUSED: other", "KEY_GONE: same")


def test_one_of_several_conditions_is_another_thing_than_all() -> None:
    for text in ("To qualify, one of these is enough:", "Any of them will do.", "Any of these qualifies:"):
        assert list(opposites(text)) == ["any of them"]
    assert opposites("Any of the following: `a`, `b`.") == {}
