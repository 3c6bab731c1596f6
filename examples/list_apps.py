"""List every app of the workspace, page by page."""

from hopae_connect import HopaeConnect


def main() -> None:
    """Print the client identifier and the name of each app."""
    with HopaeConnect() as connect:
        for app in connect.apps.list():
            enabled = [name for name, provider in app.providers.items() if provider.enabled]
            print(f"{app.client_id}  {app.name}: {', '.join(enabled) or 'no providers'}")


if __name__ == "__main__":
    main()
