"""Whether time grows in proportion to the input: ratios, which hold on any machine and under coverage."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SUSPECT = 7.0  # times as long on four times as much: linear is 4, quadratic is 16
SLACK = 0.003  # seconds: below, the clock and the allocator say more than the code
TRIES = 3  # other programs disturb a measurement, if not three in a row


def seconds(work: Callable[[], object]) -> float:
    """What `work` takes of this process's own time, the collector off."""
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether `work(4 * size)` takes no more than linear time beside `work(size)`."""
    work(size // 10)  # tables are built, patterns compiled
    return any(seconds(lambda: work(4 * size)) <= SUSPECT * seconds(lambda: work(size)) + SLACK for _ in range(TRIES))
