"""How the work on a text grows with the text: a ratio, so that neither a slow nor a busy machine matters."""

import time
from collections.abc import Callable

LINEAR = 40  # ten times the text may take forty times as long; a reader that looks back over all of it takes a hundred


def growth(read: Callable[[str], object], unit: str, times: int) -> float:
    """Processor seconds for `unit` repeated `times` against those for a tenth of it, the least of three tries each."""
    small, large = (min(_seconds(read, unit * count) for _ in range(3)) for count in (times // 10, times))
    return large / max(small, 0.02)


def _seconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began
