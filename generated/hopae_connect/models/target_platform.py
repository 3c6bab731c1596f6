from enum import StrEnum


class TargetPlatform(StrEnum):
    """The mobile platform that the challenge is limited to"""

    ANDROID = "android"
    IOS = "ios"

    def __str__(self) -> str:
        return str(self.value)
