"""Move the redirect URIs of an app to another host in two steps, so that nobody is sent to where nothing listens.

    python move_redirect_uris.py add <client-id> https://old.example.com https://new.example.com
    python move_redirect_uris.py drop <client-id> https://old.example.com https://new.example.com

Between the two, when both hosts are known, the services change over.
"""

import sys

from hopae_connect import HopaeConnect


def moved(step: str, known: list[str], old: str, new: str) -> list[str]:
    """The redirect URIs after a step: those of both hosts, or those of the new one alone."""
    moving = [uri for uri in known if uri.startswith(f"{old}/")]
    kept = [uri for uri in known if step == "add" or uri not in moving]
    return list(dict.fromkeys([*kept, *(uri.replace(old, new, 1) for uri in moving)]))


def main(step: str, client_id: str, old: str, new: str) -> None:
    """Take a step, and print the redirect URIs that there are then. To take one again changes nothing."""
    with HopaeConnect() as connect:
        known = connect.apps.redirect_uris.get(client_id).redirect_uris
        wanted = moved(step, known, old, new)
        if wanted != known:
            connect.apps.redirect_uris.replace(client_id, redirect_uris=wanted)
        print(*wanted, sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
