"""Handle each error that a call may raise, the special ones before the general ones."""

import sys

from hopae_connect import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    HopaeConnect,
    IdempotencyConflictError,
    IdempotencyInProgressError,
    InternalServerError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
)


def create(connect: HopaeConnect, client_id: str, title: str, key: str) -> str:
    """Create a production test and say in a line what came of it."""
    try:
        created = connect.production_tests.create(client_id, title=title, idempotency_key=key)
    except InvalidArgumentError as error:
        return f"not sent: {error}"
    except BadRequestError as error:
        return f"{error.details.get('parameter')} is wrong: {error.message}"
    except (AuthenticationError, PermissionDeniedError) as error:
        return f"the key will not do: {error.code}"
    except NotFoundError:
        return f"there is no app {client_id}"
    except IdempotencyConflictError:
        return f"the key {key} was used for another test"
    except IdempotencyInProgressError:
        return "the same request is still running; ask again later"
    except ConflictError as error:
        return f"collides with something: {error.code}"
    except RateLimitError as error:
        return f"too many requests; try again in {error.retry_after} seconds"
    except InternalServerError as error:
        return f"the API failed with {error.status_code}; request {error.request_id}"
    except APIStatusError as error:
        return f"refused with {error.status_code} {error.code}"
    except APITimeoutError:
        return "no answer in time; the same key makes another attempt safe"
    except APIConnectionError as error:
        return f"no answer: {error}"
    except APIResponseValidationError as error:
        return f"not the documented answer: {error.where} should be {error.expected}"
    return f"created {created.id}"


def main(client_id: str) -> int:
    """Make a request that succeeds and some that do not."""
    try:
        connect = HopaeConnect()
    except ConfigurationError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    with connect:
        print(create(connect, client_id, "A test", "key-1"))
        print(create(connect, client_id, "Another test", "key-1"))
        print(create(connect, client_id, "A test" * 100, "key-2"))
        print(create(connect, "Unknown1", "A test", "key-3"))
        print(create(connect, "..", "A test", "key-4"))
    with HopaeConnect("sk_workspace_test_wrong") as connect:
        print(create(connect, client_id, "A test", "key-5"))
    with HopaeConnect(base_url="http://127.0.0.1:9", max_retries=0) as connect:
        print(create(connect, client_id, "A test", "key-6"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
