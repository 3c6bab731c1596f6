"""A small spec that has one of everything, and ways to change it."""

from __future__ import annotations

import yaml

from scripts.changes.changes import Change
from scripts.changes.compare import compare
from scripts.spec.document import Document
from scripts.spec.reading import Loader

SMALL = """
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
servers: [{url: 'https://one.example.com'}, {url: 'https://two.example.com'}]
tags: [{name: things}]
security: [{key: []}]
x-error-envelope: {code: /code}
x-policies: {paging: {}, idempotency: {day: {header: Key, lifetime-seconds: 86400}}}
paths:
  /things/{thing_id}:
    parameters:
      - {name: thing_id, in: path, required: true, schema: {type: string}}
    post:
      operationId: changeThing
      tags: [things, other]
      summary: Change a thing
      security: [{key: []}]  # and no other
      x-idempotency: day
      x-changes: {resource: thing, by: merge}
      x-refuses: [{resource: thing, field: /locked, is: {const: true}, refused: {status: 409}}]
      x-echo: [{from: $request.body#/name, to: $response.body#/name}]
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}
        - {name: Trace, in: header, schema: {type: string}}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/ThingInput'}}}
      responses:
        '200':
          description: The thing
          headers: {Location: {required: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '404': {$ref: '#/components/responses/NotFound'}
        '409': {$ref: '#/components/responses/Conflict'}
components:
  securitySchemes: {key: {type: http, scheme: bearer, x-secret: true, x-refused: {status: 401}}}
  responses:
    NotFound:
      description: Unknown
      x-error-codes: {NOT_FOUND: {}}
      content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}
    Conflict:
      description: Taken
      x-error-codes: {TAKEN: {details: [by]}}
      content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}
  schemas:
    Error: {type: object, required: [code], properties: {code: {type: string}}}
    ThingInput:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 20}
        colour: {type: string, enum: [red, green]}
        size: {type: integer, minimum: 1}
        ratio: {type: number}
        link: {type: string, format: uri, x-extensible-enum: [a, b], x-eligible: {where: /on}}
        note: {type: [string, 'null']}
        tags: {type: array, items: {type: string}, maxItems: 5}
        shape: {oneOf: [{$ref: '#/components/schemas/Round'}, {$ref: '#/components/schemas/Square'}]}
    Thing:
      type: object
      required: [id, colour]
      properties:
        id: {type: string, pattern: ^t, description: The identifier}
        colour: {type: string, enum: [red, green]}
        state: {type: string, x-extensible-enum: [new, old]}
        made: {type: string, format: date-time}
        count: {type: integer, minimum: 0, maximum: 9}
        note: {type: [string, 'null']}
        token: {type: string, x-secret: true}
        page: {type: string, format: uri, default: x}
        parent: {$ref: '#/components/schemas/Thing'}
        shape:
          oneOf: [{$ref: '#/components/schemas/Round'}, {$ref: '#/components/schemas/Square'}]
          discriminator: {propertyName: kind}
    Round: {type: object, required: [kind], properties: {kind: {const: round}, radius: {type: number}}}
    Square: {type: object, required: [kind], properties: {kind: {const: square}, side: {type: number}}}
"""


def changes(old: str, new: str) -> list[Change]:
    """Return what changes in the small spec when one text in it, which must be there once, becomes another."""
    assert SMALL.count(old) == 1, f"{SMALL.count(old)} times: {old}"
    return between(SMALL, SMALL.replace(old, new))


def between(old: str, new: str) -> list[Change]:
    """Return what changes from one spec to another, both as YAML."""
    return compare(Document(yaml.load(old, Loader)), Document(yaml.load(new, Loader)))
