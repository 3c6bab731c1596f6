from dataclasses import dataclass
from enum import IntEnum


class ProviderType(IntEnum):
    """The vendor's types of providers."""

    CENTRALISED = 1
    CHIP_BASED = 2
    WALLET = 3


@dataclass(frozen=True, slots=True)
class Provider:
    """A registered provider; `available` tells whether it is in the mock's environment."""

    id: str
    name: str
    type: ProviderType = ProviderType.CENTRALISED
    available: bool = True


CATALOGUE = {
    provider.id: provider
    for provider in (
        Provider("bankidse", "BankID SE"),
        Provider("bankidno", "BankID NO"),
        Provider("mitid", "MitID"),
        Provider("smartid", "Smart-ID"),
        Provider("id-austria", "ID Austria"),
        Provider("ftn", "FTN"),
        Provider("buypass", "Buypass"),
        Provider("itsme", "itsme"),
        Provider("franceconnect", "FranceConnect", available=False),
        Provider("passport", "Passport", ProviderType.CHIP_BASED),
        Provider("eudi-wallet", "EUDI Wallet", ProviderType.WALLET),
    )
}
