"""What each kind of change means for a program that calls the API through the generated client.

A change is *breaking* when a program written against the older version may fail or silently get something else,
*additive* when it goes on as before, *documentation* when neither the API nor the client behaves otherwise.

Requests and responses are compared in opposite directions. What narrows the set of values breaks a request, because
a value that was taken is refused now; what widens it breaks a response, because a value may come that was promised
never to come. This holds for types, null, closed lists (`enum`, `const`), limits, patterns, formats and members of
`oneOf` and `anyOf`. A format that the generator turns into a Python type (`date-time`, `date`, `uuid`, `binary`)
breaks in either direction.

Where the client decides more than the set of values does:

- A field or a response header that is added is additive, one that is removed breaks, in either direction: it is an
  attribute of a model. Only a request field that is added as required breaks.
- A list that is open (`x-extensible-enum`) may grow. A value that is withdrawn from it breaks requests alone.
- A field that is only read is none of a request's, one that is only written none of an answer's, required or not.
  A field whose schema takes nothing is no field.
- A new field of a map with a schema for its values is held against that, since it was one of them.
- A number of a larger format (int64 for int32, double for float) is additive, since Python's numbers have no width.
- An object that is closed (`additionalProperties: false`) loses the values that were not named: that breaks in either
  direction; to open it is additive.
- Operations: removed, at another path or method, another operationId (the module of the import) or another first tag
  (the package of the import) break. Path parameters are matched by position, and another name breaks.
- Parameters: removed, added as required, in another location, serialised otherwise break. Their names count with
  their case, save for headers.
- A default is sent by the client, so another one, or none any more, breaks requests; in a response it is a remark.
- Bodies and media types: removed, or a body that becomes required, break.
- Status codes: a new one for success breaks, because its answer is another one; a new error status is additive; one
  for success that is removed breaks; an error that is promised no more is additive.
- Security: a way to authenticate that is removed breaks, unless what it needs is enough for another one. One more
  scope breaks, one fewer is additive; the scopes that a scheme lists are for people.
- A server that is removed breaks, also for an operation that leaves the servers of the document for its own.
- The promises of the extensions (paging, idempotency, shows, creates, changes, deletes, rotates, echo, lifecycle,
  owner, invariants, refused, error envelope, error codes): one that is added is additive, one that is withdrawn or
  changed breaks. An error code that is withdrawn is additive, unless it moved to another status. A restriction of a
  request (eligible, refuses) works the other way round.
- A field that becomes secret is additive; one that is secret no longer breaks: it begins to show up in logs.
- Descriptions, summaries, examples, titles, links, tags beyond the first, `deprecated`, `externalDocs`, `x-source`,
  `x-environment` and unknown extensions are documentation. `info.version` is no change of its own.

What means the same is no change: another order of keys or of lists without order, a reference instead of its target
or the other way round, `allOf` instead of its parts, null as a type or as a member of `anyOf`, a component under
another name, an exclusive limit of a whole number instead of an inclusive one, a limit for another type, 1.0 for 1,
another case of a header, a media type or an HTTP scheme, constants as members of a union instead of a list, the type
that listed values have, keywords that take everything, what OpenAPI takes for granted. That a class of the generated
package changes its name with a component is found by comparing the packages.

Deliberately not claimed:

- OpenAPI 3.1 in one file only. Components that no operation reaches are not compared; callbacks and webhooks are not
  walked, any difference inside of them counts as breaking.
- A description that every reference to its component overrides, and one of a member that only allows null, is not
  compared.
- A keyword without a rule (`not`, `if`, `patternProperties`, `prefixItems`, `contains`, `dependentRequired` ...) is
  compared as it is written; any difference counts as breaking. So do second unions in one `allOf`.
- Two patterns are different languages; which one takes more is not decided, so another pattern always breaks.
- `oneOf` and `anyOf` are taken for the same. Members are matched by meaning, by their tag, by name, by type; where
  that fails, one is reported as removed and another as added.
- A list of types is not split into a union; `explode` counts though it makes no difference to a single value.
- Limits that contradict each other, and defaults or examples outside of the schema, are not looked for.
- A rename is a removal and an addition. What prose promises, and what the server does beyond it, is not compared.
- In the Python surface: annotations and the order of a model's fields in its constructor are not compared; construct
  models by keyword. Nor are type variables and names with two underscores but `__init__`.
- A component that a message holds more than once is walked once there; where it stands again, its own changes are
  named, those inside of it are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["breaking", "additive", "documentation"]
Direction = Literal["request", "response"]

SEVERITIES: tuple[Severity, ...] = ("breaking", "additive", "documentation")


@dataclass(frozen=True)
class Rule:
    """The severity of a kind of change in requests and in responses, each with a sentence for callers."""

    request: Severity
    response: Severity
    in_request: str
    in_response: str

    def of(self, direction: Direction) -> tuple[Severity, str]:
        """Return the severity and the sentence on one side of the exchange: `RULES["field-added"].of("request")`."""
        if direction == "request":
            return self.request, self.in_request
        return self.response, self.in_response


def _narrows(in_request: str, in_response: str) -> Rule:
    return Rule("breaking", "additive", in_request, in_response)


def _widens(in_request: str, in_response: str) -> Rule:
    return Rule("additive", "breaking", in_request, in_response)


def _breaking(sentence: str) -> Rule:
    return Rule("breaking", "breaking", sentence, sentence)


def _additive(sentence: str) -> Rule:
    return Rule("additive", "additive", sentence, sentence)


def _documentation(sentence: str) -> Rule:
    return Rule("documentation", "documentation", sentence, sentence)


RULES = {
    # Operations and the document
    "operation-added": _additive("There is a new operation."),
    "operation-removed": _breaking("The operation is gone, and its module with it."),
    "operation-moved": _breaking("The operation is at another path or method; calls to the old one fail."),
    "operation-renamed": _breaking("The module of the operation has another name; imports have to change."),
    "tag-changed": _breaking("The operation moved to another package; imports have to change."),
    "server-added": _additive("The API is served from another address as well."),
    "server-removed": _breaking("The API is no longer served from this address."),
    "security-added": _additive("There is another way to authenticate."),
    "security-removed": _breaking("This way to authenticate is no longer accepted."),
    "security-eased": _additive("Fewer credentials are needed, or none."),
    "scope-added": _breaking("The credential needs another scope."),
    "scope-removed": _additive("The credential needs one scope fewer."),
    "credential-source-added": _additive("The credential can be got from another address as well."),
    "credential-source-changed": _breaking("The credential is got from another address, or no longer in this way."),
    "callback-added": _additive("The API calls back in one more way, where it is asked to."),
    "callback-removed": _breaking("The API does not call back in this way any more."),
    "unjudged-changed": _breaking("This part changed, and no rule says what that means; read it before upgrading."),
    # Parameters, bodies, statuses and headers
    "parameter-added": _additive("There is a new optional parameter."),
    "required-parameter-added": _breaking("There is a new parameter, and calls without it are refused."),
    "parameter-removed": _breaking("The parameter is gone; calls that pass it fail."),
    "parameter-renamed": _breaking("The path parameter has another name; calls have to pass it under that."),
    "parameter-relocated": _breaking("The parameter travels in another part of the request."),
    "parameter-became-required": _breaking("Calls without the parameter are refused now."),
    "parameter-became-optional": _additive("The parameter can be left out now."),
    "parameter-style-changed": _breaking("The parameter is serialised in another way."),
    "parameter-empty-refused": _breaking("The parameter is refused without a value now."),
    "parameter-empty-allowed": _additive("The parameter can be sent without a value now."),
    "body-added": _additive("The operation takes a body now; it can be left out."),
    "required-body-added": _breaking("The operation takes a body now, and calls without it are refused."),
    "body-removed": _breaking("The operation takes no body any more; calls that pass one fail."),
    "body-became-required": _breaking("Calls without a body are refused now."),
    "body-became-optional": _additive("The body can be left out now."),
    "media-type-added": _additive("There is another media type for the same content."),
    "encoding-changed": _breaking("A field of the form is serialised in another way."),
    "media-type-removed": _breaking("The media type is gone."),
    "success-status-added": _breaking("A call may succeed with a status that programs do not know."),
    "success-status-removed": _breaking("Calls do not succeed with this status any more."),
    "error-status-added": _additive("A call may be refused with another documented status."),
    "error-status-removed": _additive("The status is no longer documented; handling it does no harm."),
    "header-added": _additive("The answer has a new header."),
    "header-removed": _breaking("The header is gone from the answer."),
    "header-became-required": _additive("The header is always there now."),
    "header-became-optional": _breaking("The header may be missing now; code that reads it without a check fails."),
    "header-style-changed": _breaking("The header is serialised in another way."),
    # Schemas
    "field-added": _additive("There is a new field."),
    "required-field-added": _breaking("There is a new field, and requests without it are refused."),
    "field-removed": _breaking("The field is gone; code that names it fails."),
    "field-became-required": _narrows("Requests without the field are refused now.", "The field is always there now."),
    "field-became-optional": _widens(
        "The field can be left out now.", "The field may be missing now; code that reads it without a check fails."
    ),
    "type-narrowed": _narrows("Some types of value are refused now.", "Fewer types of value come back now."),
    "type-widened": _widens("More types of value are taken now.", "A value of another type may come back now."),
    "type-changed": _breaking("The value has another type."),
    "null-forbidden": _narrows("Null is refused now.", "The value is never null now."),
    "null-allowed": _widens(
        "Null is taken now.", "The value may be null now; code that uses it without a check fails."
    ),
    "list-closed": _narrows("Only the listed values are taken now.", "Only the listed values come back now."),
    "list-opened": _widens("Any value is taken now.", "Values that no list names may come back now."),
    "value-removed": _narrows("The value is refused now.", "The value does not come back any more."),
    "value-added": _widens("Another value is taken now.", "A value may come back that the closed list did not have."),
    "constant-changed": _breaking("The fixed value is another one."),
    "known-value-added": _additive("The open list names another value."),
    "known-value-removed": _narrows(
        "The open list does not name the value any more.", "The value is not named any more."
    ),
    "limit-tightened": _narrows("Values that were taken are refused now.", "The promised limit is stricter now."),
    "limit-loosened": _widens("More values are taken now.", "Values beyond the promised limit may come back now."),
    "limit-changed": _breaking("The limit is another one; values within the old one may lie outside of the new one."),
    "format-added": _narrows("Only values of the format are taken now.", "The value has a promised format now."),
    "format-removed": _widens("The format is no longer demanded.", "The format is no longer promised."),
    "format-changed": _breaking("The value has another format."),
    "number-format-widened": _additive("The number may be larger or more precise; Python takes any."),
    "number-format-narrowed": _narrows("Numbers that were taken are refused now.", "Fewer numbers come back now."),
    "format-type-changed": _breaking("The value has another type in Python, because its format changed."),
    "default-added": Rule(
        "additive", "documentation", "The client now sends this value when it is left out.", "A default is mentioned."
    ),
    "default-removed": Rule(
        "breaking", "documentation", "What happens without the value is left open now.", "No default is mentioned."
    ),
    "default-changed": Rule(
        "breaking", "documentation", "Calls without the value mean something else now.", "Another default is mentioned."
    ),
    "member-removed": _narrows(
        "One of the alternatives is refused now.", "One of the alternatives does not come back."
    ),
    "member-added": _widens("There is another alternative to send.", "An alternative may come back that is not known."),
    "discriminator-added": _additive("A field tells the alternatives apart now."),
    "discriminator-removed": _breaking("No field tells the alternatives apart any more."),
    "discriminator-changed": _breaking("The alternatives are told apart in another way."),
    "object-closed": _breaking("Fields that are not named are refused or dropped now."),
    "object-opened": _additive("Fields that are not named may be there now."),
    "read-only-set": _narrows("The field is refused in requests now.", "The field is only ever read now."),
    "read-only-unset": _widens("The field can be sent now.", "The field can be written as well now."),
    "write-only-set": _breaking("The field does not come back any more."),
    "write-only-unset": _additive("The field comes back as well now."),
    # Extensions
    "promise-added": _additive("The contract promises more."),
    "promise-withdrawn": _breaking("The contract no longer promises this."),
    "promise-changed": _breaking("The contract promises something else."),
    "lifetime-extended": _additive("A repetition stays safe for longer."),
    "restriction-added": _breaking("Values that were taken are refused now."),
    "restriction-lifted": _additive("Values that were refused are taken now."),
    "restriction-changed": _breaking("Which values are taken is decided in another way."),
    "secret-set": _additive("The client hides the value now."),
    "secret-unset": _breaking("The client shows the value in repr now; it may end up in logs."),
    "error-code-added": _additive("Another error code is documented for the status."),
    "error-code-removed": _additive("The error code is not documented any more; handling it does no harm."),
    "error-code-moved": _breaking("The error code comes with another status, so another exception is raised."),
    # What only people read
    "documentation-changed": _documentation("The description changed, not the behaviour."),
    "deprecated": _documentation("Still works, but is meant to go; plan to do without it."),
    "deprecation-lifted": _documentation("Is here to stay after all."),
}
