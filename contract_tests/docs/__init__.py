"""The vendor's documentation pages and its own OpenAPI document, compared with the spec.

What is claimed: every fact that a page states in a Mintlify field, a sample, a curl line or one of the phrasings
that `prose` knows is compared with the spec, and every fact of the spec without `x-source` that the page is known to
state is looked for on the page. What is deliberately not: prose that no phrasing covers (the lock lists what is
known of it), samples in other languages than curl and JSON, `number` against `integer`, the order of anything,
patterns, and whether a list of values is open or closed.
"""
