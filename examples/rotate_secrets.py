"""Rotate the secrets of an app without an outage.

An old client secret stops working at once, so that a new one must not get lost: the idempotency key is written down
before it is sent, and whoever repeats the rotation with it gets the same secret. Services read the secret from a file,
which is replaced as a whole.

Events that are on their way are signed with the old webhook secret. A receiver takes those of both for a while.
"""

import json
import os
import sys
import uuid
from pathlib import Path

from hopae_connect import HopaeConnect, WebhookSignatureError, parse_webhook


def write(path: Path, secrets: dict[str, str]) -> None:
    """Replace a file that only its owner may read, so that nobody ever reads a part of it."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(secrets, file)
    fresh.replace(path)


def rotate(connect: HopaeConnect, client_id: str, path: Path) -> None:
    """Rotate both secrets; call it again with the same file after whatever went wrong."""
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    key = known.get("rotating") or str(uuid.uuid4())
    write(path, {**known, "rotating": key})
    webhook = connect.apps.webhook_config.rotate_secret(client_id, idempotency_key=f"{key}-webhook")
    client = connect.apps.rotate_client_secret(client_id, idempotency_key=f"{key}-client")
    secrets = {"client": client.client_secret, "webhook": webhook.secret}
    write(path, {**secrets, "old webhook": known.get("webhook", "")})


def receive(body: bytes, signature: str | None, secrets: dict[str, str]) -> dict[str, object]:
    """The event of a webhook that was signed with the new secret, or with the old one."""
    try:
        return parse_webhook(body, signature, secrets["webhook"])
    except WebhookSignatureError:
        if not secrets["old webhook"]:
            raise
        return parse_webhook(body, signature, secrets["old webhook"])


def main(client_id: str, file: str) -> None:
    """Rotate both secrets of an app into a file."""
    with HopaeConnect() as connect:
        rotate(connect, client_id, Path(file))
    print(f"the secrets of {client_id} are in {file}")


if __name__ == "__main__":
    main(*sys.argv[1:])
