"""The providers that are registered, and what their activation needs."""

from typing import Any

from ._seed import PROVIDER_NAMES

CENTRALISED, CHIP_BASED, WALLET = 1, 2, 3
COUNTRIES = {
    "bankidse": ["SE"],
    "bankidno": ["NO"],
    "mitid": ["DK"],
    "smartid": ["EE", "LV", "LT"],
    "id-austria": ["AT"],
    "ftn": ["FI"],
    "buypass": ["NO"],
    "itsme": ["BE", "NL"],
    "franceconnect": ["FR"],
}
TYPES = {"passport": CHIP_BASED, "eudi-wallet": WALLET}
FLOWS = {CENTRALISED: ["qr", "redirect"], CHIP_BASED: ["push"], WALLET: ["qr", "dc"]}
RELYING_PARTY = {
    "id": "rpName",
    "type": "text",
    "label": "Relying party",
    "description": "The name that users see while they sign in",
    "example": "Example Ltd",
    "required": True,
}
TERMS = {"id": "termsAccepted", "type": "checkbox", "label": "Terms of the provider", "required": True}
SECRET = {"id": "clientSecret", "type": "secret", "label": "Client secret", "required": False}
# What can be had by contract alone.
BY_CONTRACT = frozenset({"bankidno", "buypass"})
CONTACT = "contracts@connect.example"
# What is not named here needs nothing.
REQUIREMENTS: dict[str, list[dict[str, Any]]] = {
    "bankidse": [RELYING_PARTY],
    "mitid": [RELYING_PARTY, TERMS, SECRET],
    "smartid": [RELYING_PARTY, TERMS],
}


def _provider(provider_id: str, name: str) -> dict[str, Any]:
    type_ = TYPES.get(provider_id, CENTRALISED)
    verifies = {} if type_ == CHIP_BASED else {"verificationModel": "disclosure" if type_ == WALLET else "match"}
    return {
        "id": provider_id,
        "name": name,
        "description": f"Identification with {name}",
        "logoUrl": f"https://app.example.com/logos/{provider_id}.svg",
        "countries": COUNTRIES.get(provider_id, []),
        "flowTypes": FLOWS[type_],
        "scopes": ["openid", "profile"],
        "loa": [2, 3] if type_ == CENTRALISED else [3],
        "defaultLoa": 0 if type_ == WALLET else 3,
        "type": type_,
        **verifies,
    }


PROVIDERS = tuple(_provider(*one) for one in PROVIDER_NAMES.items())
