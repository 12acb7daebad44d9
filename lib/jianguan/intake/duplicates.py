"""Which documents say the same: exact copies, and near copies by the overlap of their five-character sequences."""

import hashlib
from dataclasses import dataclass, field

import numpy as np

NEAR = 0.8
BUCKETS = 8
SKETCH = 400


@dataclass(slots=True)
class Duplicates:
    """What has been read so far: one look-up per document, however many there are."""

    exact: dict[bytes, str] = field(default_factory=dict)
    near: dict[int, tuple[str, np.ndarray]] = field(default_factory=dict)

    def same_as(self, doc: str, text: str) -> str:
        """The first document with exactly this text; "" if this is the first."""
        first = self.exact.setdefault(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), doc)
        return "" if first == doc else first

    def like(self, doc: str, text: str) -> tuple[str, float]:
        """The document most like this one and their Jaccard overlap, if it reaches `NEAR`; ("", 0.0) if none does."""
        grams = _five_grams(text)
        lowest = [int(gram) for gram in grams[:BUCKETS]]
        candidates = dict(self.near[gram] for gram in lowest if gram in self.near)
        for gram in lowest:
            self.near.setdefault(gram, (doc, grams))
        scored = [(jaccard(grams, other), name) for name, other in sorted(candidates.items())]
        score, name = max(scored, default=(0.0, ""))
        return (name, score) if score >= NEAR else ("", 0.0)


def _five_grams(text: str) -> np.ndarray:
    """A sketch of a text: the lowest hashes of its five-character sequences, rising (bottom-k, Broder 1997)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    length = max(0, len(codes) - 4)
    hashes = np.zeros(length, np.uint64)
    for k in range(5):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[k : k + length]
    hashes = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    lowest = np.partition(hashes, 2 * SKETCH)[: 2 * SKETCH] if length > 2 * SKETCH else hashes
    return _distinct(np.sort(lowest))[:SKETCH]


def jaccard(one: np.ndarray, other: np.ndarray) -> float:
    """Shared members over all members, estimated from two sketches (exact for texts shorter than a sketch)."""
    merged = np.sort(np.concatenate((one, other)), kind="stable")
    lowest = _distinct(merged)[: max(len(one), len(other))]
    if not len(lowest):
        return 0.0
    shared = merged[1:][merged[1:] == merged[:-1]]
    return float((shared <= lowest[-1]).sum() / len(lowest))


def _distinct(rising: np.ndarray) -> np.ndarray:
    """A sorted array without its repeats."""
    return rising[np.concatenate(([True], rising[1:] != rising[:-1]))] if len(rising) else rising
