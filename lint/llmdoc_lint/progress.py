"""What shows on a terminal how far a long run is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["Progress"]

AFTER = 0.5  # seconds; a shorter run needs no progress
EVERY = 0.1  # seconds between two looks


class Progress:
    """A line that is written over and over, and wiped at the end."""

    __slots__ = ("began", "last", "stream", "width")

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.began = time.monotonic()
        self.last = 0.0
        self.width = 0  # of what stands there

    def __call__(self, done: int, total: int) -> None:
        """Show how many documents are done, of how many."""
        now = time.monotonic()
        if now - self.began < AFTER or now - self.last < EVERY:
            return
        text = f"{done:,} of {total:,} documents"
        self.stream.write("\r" + text.ljust(self.width))
        self.stream.flush()
        self.last, self.width = now, len(text)

    def wipe(self) -> None:
        if self.width:
            self.stream.write(f"\r{' ' * self.width}\r")
            self.stream.flush()
            self.width = 0
