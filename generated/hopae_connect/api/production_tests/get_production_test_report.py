from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.production_test_report import ProductionTestReport
from ...types import Response


def _get_kwargs(
    client_id: str,
    challenge_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/apps/{client_id}/production-tests/{challenge_id}/report".format(
            client_id=quote(str(client_id), safe=""),
            challenge_id=quote(str(challenge_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ProductionTestReport | None:
    if response.status_code == 200:
        response_200 = ProductionTestReport.from_dict(response.json())

        return response_200

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
) -> Response[ErrorResponse | ProductionTestReport]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErrorResponse | ProductionTestReport]:
    """Read the report of a challenge

     A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ProductionTestReport]
    """

    kwargs = _get_kwargs(
        client_id=client_id,
        challenge_id=challenge_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorResponse | ProductionTestReport | None:
    """Read the report of a challenge

     A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ProductionTestReport
    """

    return sync_detailed(
        client_id=client_id,
        challenge_id=challenge_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErrorResponse | ProductionTestReport]:
    """Read the report of a challenge

     A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ProductionTestReport]
    """

    kwargs = _get_kwargs(
        client_id=client_id,
        challenge_id=challenge_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorResponse | ProductionTestReport | None:
    """Read the report of a challenge

     A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ProductionTestReport
    """

    return (
        await asyncio_detailed(
            client_id=client_id,
            challenge_id=challenge_id,
            client=client,
        )
    ).parsed
