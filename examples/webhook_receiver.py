"""Receive webhooks and refuse those that are not from Hopae. Needs `pip install starlette uvicorn`."""

import os
import sys

import uvicorn
from hopae_connect import WebhookSignatureError, parse_webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

SECRET = os.environ["CONNECT_WEBHOOK_SECRET"]


async def receive(request: Request) -> Response:
    """Take a webhook whose signature is right. The signature covers the raw body, so nothing may have parsed it."""
    body = await request.body()
    try:
        event = parse_webhook(body, request.headers.get("X-Hopae-Signature"), SECRET)
    except WebhookSignatureError as error:
        return PlainTextResponse(str(error), status_code=400)
    print(f"received {event.get('type')}", flush=True)
    return Response(status_code=204)


app = Starlette(routes=[Route("/webhooks", receive, methods=["POST"])])

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
