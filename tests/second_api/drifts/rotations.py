"""Drifts of rotations."""

from ..calls import Answer, Call
from ..lending import Library
from ..values import Json, new_token
from .drift import drift


@drift("The rotation answers with the former token, which stays.", "rotateFeedToken")
class RotationShowsOldToken(Library):
    def rotate(self, shelf: Json) -> str:
        return str(shelf["feed_token"])


@drift("A rotation that is repeated with its key makes another token.", "rotateFeedToken")
class RotationReplayMakesAnother(Library):
    def rotate_feed_token(self, call: Call) -> Answer:
        answer = super().rotate_feed_token(call)
        if "X-Request-Replayed" not in answer.headers:
            return answer
        return answer._replace(body={"token": self.rotate(self.find_shelf(call.shelf_id))})


@drift("The read shows another token than the rotation answered.", "rotateFeedToken", "getShelf")
class ReadDoesNotShowRotatedToken(Library):
    def rotate(self, shelf: Json) -> str:
        return new_token()
