from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.production_test_create import ProductionTestCreate
from ...models.production_test_request import ProductionTestRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    client_id: str,
    *,
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/apps/{client_id}/production-tests".format(
            client_id=quote(str(client_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ProductionTestRequest | None:
    if response.status_code == 201:
        response_201 = ProductionTestRequest.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorResponse.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = ErrorResponse.from_dict(response.json())

        return response_409

    if response.status_code == 429:
        response_429 = ErrorResponse.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ErrorResponse.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | ProductionTestRequest]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ErrorResponse | ProductionTestRequest]:
    """Request a production test for an app

     Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again instead of a second test; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ProductionTestRequest]
    """

    kwargs = _get_kwargs(
        client_id=client_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> ErrorResponse | ProductionTestRequest | None:
    """Request a production test for an app

     Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again instead of a second test; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ProductionTestRequest
    """

    return sync_detailed(
        client_id=client_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ErrorResponse | ProductionTestRequest]:
    """Request a production test for an app

     Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again instead of a second test; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ProductionTestRequest]
    """

    kwargs = _get_kwargs(
        client_id=client_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> ErrorResponse | ProductionTestRequest | None:
    """Request a production test for an app

     Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again instead of a second test; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ProductionTestRequest
    """

    return (
        await asyncio_detailed(
            client_id=client_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
