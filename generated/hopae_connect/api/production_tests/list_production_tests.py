from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.challenge_item import ChallengeItem
from ...models.error_response import ErrorResponse
from ...models.request_item import RequestItem
from ...types import Response


def _get_kwargs(
    client_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/apps/{client_id}/production-tests".format(
            client_id=quote(str(client_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | list[ChallengeItem | RequestItem] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_production_test_list_item_data in _response_200:

            def _parse_componentsschemas_production_test_list_item(data: object) -> ChallengeItem | RequestItem:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_production_test_item_type_0 = ChallengeItem.from_dict(data)

                    return componentsschemas_production_test_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_production_test_item_type_1 = RequestItem.from_dict(data)

                return componentsschemas_production_test_item_type_1

            componentsschemas_production_test_list_item = _parse_componentsschemas_production_test_list_item(
                componentsschemas_production_test_list_item_data
            )

            response_200.append(componentsschemas_production_test_list_item)

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
) -> Response[ErrorResponse | list[ChallengeItem | RequestItem]]:
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
) -> Response[ErrorResponse | list[ChallengeItem | RequestItem]]:
    """List the production tests of an app

     Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | list[ChallengeItem | RequestItem]]
    """

    kwargs = _get_kwargs(
        client_id=client_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorResponse | list[ChallengeItem | RequestItem] | None:
    """List the production tests of an app

     Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | list[ChallengeItem | RequestItem]
    """

    return sync_detailed(
        client_id=client_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErrorResponse | list[ChallengeItem | RequestItem]]:
    """List the production tests of an app

     Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | list[ChallengeItem | RequestItem]]
    """

    kwargs = _get_kwargs(
        client_id=client_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorResponse | list[ChallengeItem | RequestItem] | None:
    """List the production tests of an app

     Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | list[ChallengeItem | RequestItem]
    """

    return (
        await asyncio_detailed(
            client_id=client_id,
            client=client,
        )
    ).parsed
