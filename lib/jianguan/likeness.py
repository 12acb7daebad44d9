"""Which groups are alike, drawn as a map; and which categories stand together."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd


def similarity(table: pd.DataFrame, *, by: str = "doc", of: str, value: str = "share") -> pd.DataFrame:
    """Cosine similarity of every pair of groups on their profiles. Returns `a, b, cosine` (1: same profile), a < b."""
    wide = table.pivot(index=by, columns=of, values=value).fillna(0.0)
    unit = wide.div(np.sqrt((wide**2).sum(axis=1)).replace(0, np.nan), axis=0).to_numpy(float)
    first, second = np.triu_indices(len(wide), 1)
    cosine = (unit @ unit.T).round(4)[first, second]
    return pd.DataFrame({"a": wide.index[first], "b": wide.index[second], "cosine": cosine})


def positions(pairs: pd.DataFrame) -> pd.DataFrame:
    """A map of the groups in two dimensions, near where their profiles are alike.

    Classical scaling (Torgerson 1952), then majorisation of the stress (de Leeuw 1977), so that the distances drawn are
    as true as two dimensions allow. Takes the table of `similarity`; returns `group, x, y`. Axes carry no meaning.
    """
    names = sorted(set(pairs["a"]) | set(pairs["b"]))
    place = {name: i for i, name in enumerate(names)}
    distance = np.zeros((len(names), len(names)))
    for a, b, cosine in pairs.itertuples(index=False):
        distance[place[a], place[b]] = distance[place[b], place[a]] = np.sqrt(max(0.0, 2 - 2 * cosine))
    axes = _majorise(_scale(distance), distance)
    axes *= np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1) if len(names) else 1
    return pd.DataFrame({"group": names, "x": axes[:, 0].round(3) + 0.0, "y": axes[:, 1].round(3) + 0.0})


def _scale(distance: np.ndarray) -> np.ndarray:
    """Coordinates on the two main axes of the double-centred squared distances."""
    centre = np.eye(len(distance)) - 1 / max(len(distance), 1)
    values, vectors = np.linalg.eigh(-centre @ distance**2 @ centre / 2)
    axes = (vectors * np.sqrt(values.clip(0)))[:, ::-1][:, :2]
    return np.pad(axes, ((0, 0), (0, max(0, 2 - axes.shape[1]))))


def _majorise(axes: np.ndarray, distance: np.ndarray, rounds: int = 200) -> np.ndarray:
    """Move the points until their distances stop coming nearer to the wanted ones (SMACOF)."""
    for _ in range(rounds):
        drawn = np.hypot(*(column[:, None] - column for column in axes.T))
        ratio = np.divide(distance, drawn, out=np.zeros_like(drawn), where=drawn > 1e-9)
        axes = (np.diag(ratio.sum(axis=1)) - ratio) @ axes / max(len(axes), 1)
    return axes


def cooccurrence(labels: pd.DataFrame, *, of: str = "theme") -> pd.DataFrame:
    """How often two categories stand in one sentence.

    Returns `a, b, n, expected` (the count if the two were independent among the coded sentences), a < b.
    """
    return cooccurring(Counter(sets_of(labels, of)))


def sets_of(labels: pd.DataFrame, of: str) -> Iterator[tuple[str, ...]]:
    """What each labelled sentence is counted for: `()`, each of its categories, and each two of them.

    >>> list(sets_of(pd.DataFrame({"doc": ["a"] * 2, "sentence": [1] * 2, "theme": ["y", "x"]}), "theme"))
    [(), ('x',), ('y',), ('x', 'y')]
    """
    held = defaultdict(set)
    for doc, sentence, category in zip(labels["doc"], labels["sentence"], labels[of], strict=True):
        held[doc, sentence].add(category)
    for categories in held.values():
        for size in range(3):
            yield from combinations(sorted(categories), size)


def cooccurring(counts: Mapping[tuple[str, ...], int]) -> pd.DataFrame:
    """The table of `cooccurrence` from the counts of `sets_of`."""
    pairs = sorted(((-n, *pair) for pair, n in counts.items() if len(pair) == 2 and n))
    expected = [round(counts[a,] * counts[b,] / counts[()], 2) for _, a, b in pairs]
    rows = [(a, b, -n, chance) for (n, a, b), chance in zip(pairs, expected, strict=True)]
    return pd.DataFrame(rows, columns=["a", "b", "n", "expected"])
