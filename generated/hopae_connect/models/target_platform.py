from enum import StrEnum


class TargetPlatform(StrEnum):
    ANDROID = "android"
    IOS = "ios"

    def __str__(self) -> str:
        return str(self.value)
