"""List every app of the workspace, page by page."""

from hopae_connect import AuthenticatedClient
from hopae_connect.api.apps import list_apps


def main() -> None:
    """Print the client identifier and the name of each app."""
    with AuthenticatedClient() as client:
        for app in list_apps.iterate(client=client):
            enabled = [name for name, provider in app.providers.items() if provider.enabled]
            print(f"{app.client_id}  {app.name}: {', '.join(enabled) or 'no providers'}")


if __name__ == "__main__":
    main()
