"""How a text was changed is recognised and said, and no part of a long text is quoted."""

import pytest

from contract_tests.judging.text_changes import ANOTHER, first_difference, how_text_changed


@pytest.mark.parametrize(
    ("sent", "came", "words"),
    [
        ("abcdefgh", "abcde", "cut after 5 characters"),
        ("åäöåäö", "åäö", "cut after 3 characters (6 bytes)"),
        ("åäö", "å\ufffd", "cut after 1 character (2 bytes), in the middle of the next one"),
        ("abcdefgh", "abcde…", "cut after 5 characters, with '…' at its end"),
        ("abcdefgh", "abc...", "cut after 3 characters, with '...' at its end"),
        ("abcdefgh", "cdefgh", "without its first 2 characters"),
        ("a text ", "a text", "without the spaces at its end"),
        (" a text", "a text", "without the spaces at its start"),
        (" a text ", "a text", "without the spaces around it"),
        ("A Text", "a text", "in lower case"),
        ("A Text", "A TEXT", "in upper case"),
        ("a TEXT of mine", "A Text of mine", "with other capitals"),
        ("a  text", "a text", "with each run of spaces as one"),
        ("a text", "atext", "without its spaces"),
        ("a\nb", "a b", "with line breaks as spaces"),
        ("a\nb", "a\r\nb", "with other line breaks"),
        ("a\r\nb", "ab", "without its line breaks"),
        ("fish & chips", "fish &amp; chips", "with '&' as '&amp;'"),
        ("it's <b>", "it&#39;s &lt;b&gt;", "with \"'\" as '&#39;'"),
        ("a & b", "a &amp;amp; b", "escaped for HTML twice"),
        ("a & b &amp; c", "a &amp; b &amp;amp; c", "with '&' as '&amp;'"),
        ("a &amp; b", "a & b", "with entities of HTML decoded"),
        ("<b>bold</b>", "bold", "without its markup"),
        ("a%20b", "a b", "percent-decoded"),
        ("a b", "a%20b", "percent-encoded"),
        ("a b", "a%2520b", "percent-encoded twice"),
        ("1+1", "1 1", "with '+' as a space"),
        ("a b", "a+b", "with a space as '+'"),
        ("https://a.example/x?b=1#c", "https://a.example/x", "without its query"),
        ("https://a.example/x#c", "https://a.example/x", "without its fragment"),
        ("a <b>c</b>", "a bc/b", "without its '<' and '>'"),
        ("a <b>", "a b", "without its '<' and '>'"),
        ("card \U0001faaa", "card \ufffd", "with '\ufffd' in place of its last character"),
        ("a \U0001faaa b", "a \ufffd b", "with '\ufffd' for the characters beyond U+FFFF, such as emoji"),
        ("what? yes", "what", "cut after 4 characters"),
        ("cafe\u0301", "caf\u00e9", "normalised to Unicode NFC"),
        ("caf\u00e9", "cafe\u0301", "normalised to Unicode NFD"),
        ("café", "cafe", "with the accents taken away"),
        ("日本 x", " x", "without its characters beyond ASCII"),
        ("日本", "??", "with '?' for each character beyond ASCII"),
        ("日本", "??????", "with '?' for each byte beyond ASCII"),
        ("card 🪪 é", "card  é", "without the characters beyond U+FFFF, such as emoji"),
        ("café", "cafÃ©", "with its UTF-8 read as Latin-1"),
        ('say "a"', 'say \\"a\\"', "with escapes of JSON"),
        ("text", '"text"', "in quotation marks"),
        ("a\x07b", "ab", "without its control characters"),
        ("title", "title again", "with 6 characters after it"),
        ("title", "my title", "with 3 characters before it"),
        ("title", "other", ANOTHER),
        ("title", "", ANOTHER),
        ("", "title", ANOTHER),
    ],
)
def test_change_of_a_text_is_recognised(sent: str, came: str, words: str) -> None:
    """What a server commonly does to a text is told from another text, and in which way."""
    assert how_text_changed(sent, came) == words


def test_part_of_a_long_text_is_never_quoted() -> None:
    """The words for a text that was cut hold none of it, since it may be a secret."""
    secret = "0123456789abcdef" * 20
    assert not any(secret[start : start + 6] in how_text_changed(secret, secret[:150]) for start in range(300))


def test_a_text_that_is_cut_differs_from_its_end_on() -> None:
    assert first_difference("abcdef", "abc") == first_difference("abc", "abcdef") == 3


def test_very_long_texts_are_not_read() -> None:
    """A text of a megabyte, which a hostile server may send, takes no time."""
    assert how_text_changed("<" * 1_000_000, ">" * 1_000_000) == ANOTHER
