"""What differs between the two versions: the longest list, the envelope's words, and refusals."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    """One version. ``most_in_list``: how many values a list may hold, and more is refused."""

    number: int
    most_in_list: int


V2 = Version(2, most_in_list=5_000)
"""Version 2 has no limit of its own but the address's length. Own choice: as many as a page holds."""
V3 = Version(3, most_in_list=25)


class Refusal(Exception):
    """A request that gets no answer. ``str(refusal)`` is the sentence that the program gets instead."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status
