from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.redirect_uris_replace import RedirectUrisReplace
from ...models.redirect_uris_replaced import RedirectUrisReplaced
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[RedirectUrisReplaced] = Operation(
    "PUT",
    "/apps/{client_id}/redirect-uris",
    RedirectUrisReplaced.from_dict,
)


def _request(
    client_id: str,
    *,
    body: RedirectUrisReplace,
) -> Request[RedirectUrisReplaced]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
        body=body,
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: RedirectUrisReplace,
) -> Response[RedirectUrisReplaced | ErrorResponse]:
    """Replace the redirect URIs of an app.

    Sets the whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (RedirectUrisReplace): The redirect URIs that an app shall have

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[RedirectUrisReplaced | ErrorResponse]
    """

    return _calls.send(
        client,
        _request(
            client_id=client_id,
            body=body,
        ),
    )


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: RedirectUrisReplace,
) -> RedirectUrisReplaced:
    """Replace the redirect URIs of an app.

    Sets the whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (RedirectUrisReplace): The redirect URIs that an app shall have

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        RedirectUrisReplaced
    """

    return _calls.call(
        client,
        _request(
            client_id=client_id,
            body=body,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: RedirectUrisReplace,
) -> Response[RedirectUrisReplaced | ErrorResponse]:
    """Replace the redirect URIs of an app.

    Sets the whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (RedirectUrisReplace): The redirect URIs that an app shall have

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[RedirectUrisReplaced | ErrorResponse]
    """

    return await _calls.asend(
        client,
        _request(
            client_id=client_id,
            body=body,
        ),
    )


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: RedirectUrisReplace,
) -> RedirectUrisReplaced:
    """Replace the redirect URIs of an app.

    Sets the whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (RedirectUrisReplace): The redirect URIs that an app shall have

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        RedirectUrisReplaced
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            body=body,
        ),
    )
