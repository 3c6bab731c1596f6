from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.custom_domain import CustomDomain
from ...models.custom_domain_set import CustomDomainSet
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[CustomDomain] = Operation(
    "PUT",
    "/apps/{client_id}/custom-domain",
    CustomDomain.from_dict,
)


def _request(
    client_id: str,
    *,
    body: CustomDomainSet,
) -> Request[CustomDomain]:
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
    body: CustomDomainSet,
) -> Response[CustomDomain | ErrorResponse]:
    """Set the custom domain of an app.

    Names the hosts of an app that has none yet; afterwards their DNS records have to be made and
    verified.

    See https://docs.hopae.com/api-reference/workspace/set-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (CustomDomainSet): The host names that an app shall have, two different ones below
            one domain

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[CustomDomain | ErrorResponse]
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
    body: CustomDomainSet,
) -> CustomDomain:
    """Set the custom domain of an app.

    Names the hosts of an app that has none yet; afterwards their DNS records have to be made and
    verified.

    See https://docs.hopae.com/api-reference/workspace/set-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (CustomDomainSet): The host names that an app shall have, two different ones below
            one domain

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        CustomDomain
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
    body: CustomDomainSet,
) -> Response[CustomDomain | ErrorResponse]:
    """Set the custom domain of an app.

    Names the hosts of an app that has none yet; afterwards their DNS records have to be made and
    verified.

    See https://docs.hopae.com/api-reference/workspace/set-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (CustomDomainSet): The host names that an app shall have, two different ones below
            one domain

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[CustomDomain | ErrorResponse]
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
    body: CustomDomainSet,
) -> CustomDomain:
    """Set the custom domain of an app.

    Names the hosts of an app that has none yet; afterwards their DNS records have to be made and
    verified.

    See https://docs.hopae.com/api-reference/workspace/set-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (CustomDomainSet): The host names that an app shall have, two different ones below
            one domain

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        CustomDomain
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            body=body,
        ),
    )
