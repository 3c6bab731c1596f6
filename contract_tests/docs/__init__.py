"""The vendor's documentation pages and its own OpenAPI document, compared with the spec.

What is claimed: every Mintlify field, sample and curl line of a page is compared with the spec, and every fact of the
spec without `x-source` is looked for on the page; the tokens of its texts that carry facts are those that were locked.
What is deliberately not: what no token carries (a text that says another thing in the same tokens is a notice),
samples in other languages than curl and JSON, the values in them that no list of the spec has (but for names of the
API's own, such as those of events), `number` against `integer`, the order of anything, patterns, and whether a list of
values is open or closed.
"""
