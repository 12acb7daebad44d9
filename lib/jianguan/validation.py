"""How well the library reads: what it finds, scored against a coding of the same texts.

A coding is a folder of tables (`seeds/gold`) whose spans point into the same documents. Rows that the coding marks as
optional are neutral: found, they are no false alarm; not found, no miss.
"""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from jianguan.corpus import Corpus

SCORES = ["layer", "found", "coded", "hits", "precision", "recall", "f1"]
STRIP = "“”‘’\"'「」『』《》"


def load_coding(name: str, corpus: Corpus, folder: str | Path) -> pd.DataFrame:
    """One table of the coding, for the documents of this corpus; empty where there is none.

    Raises nothing: a corpus without a coding has an empty table, and the report says that nothing is known.
    """
    path = Path(folder) / f"{name}.csv"
    if not path.is_file():
        return pd.DataFrame(columns=["doc", "start", "end", "text"])
    table = pd.read_csv(path, encoding="utf-8", keep_default_na=False, na_values={"value": [""]})
    return table[table["doc"].isin(corpus.documents.index)].reset_index(drop=True)


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Do two spans share a character?"""
    return a[0] < b[1] and b[0] < a[1]


def exactly(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Are two spans the same?"""
    return a == b


def mostly(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Intersection over union of at least one half.

    >>> mostly((0, 4), (1, 5)), mostly((0, 4), (3, 7))
    (True, False)
    """
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return inside > 0 and 2 * inside >= max(a[1], b[1]) - min(a[0], b[0])


def match_spans(
    found: pd.DataFrame, coded: pd.DataFrame, *, hit: Callable = overlaps, strip: str = STRIP
) -> tuple[pd.Series, pd.Series]:
    """For every found row the index of a coded row it hits (or NA), and for every coded row whether it was hit.

    Quotation marks at the ends are stripped from both sides first.
    """
    ours, theirs = _bounds(found, strip), _bounds(coded, strip)
    by_doc = {doc: rows.index for doc, rows in coded.groupby("doc")}
    partner = pd.Series(pd.NA, found.index, dtype="object")
    reached = pd.Series(False, coded.index)
    for i, doc in found["doc"].items():
        hits = [j for j in by_doc.get(doc, ()) if hit(ours[i], theirs[j])]
        if hits:
            partner[i] = min(hits, key=lambda j: (abs(theirs[j][0] - ours[i][0]), j))
            reached[hits] = True
    return partner, reached


def _bounds(table: pd.DataFrame, strip: str) -> dict:
    """Each row's span without the quotation marks at its ends."""
    bounds = {}
    for i, start, end, text in zip(table.index, table["start"], table["end"], table["text"].astype(str), strict=True):
        lead, tail = len(text) - len(text.lstrip(strip)), len(text) - len(text.rstrip(strip))
        bounds[i] = (start + lead, end - tail) if lead < len(text) else (start, end)
    return bounds


def score_spans(
    layer: str, found: pd.DataFrame, coded: pd.DataFrame, *, optional: pd.Series | None = None, hit: Callable = overlaps
) -> pd.DataFrame:
    """One row of `layer, found, coded, hits, precision, recall, f1` (0-1).

    `hits` counts coded rows reached; precision counts found rows that reach any coded row, optional ones left out.
    """
    optional = optional if optional is not None else pd.Series(False, coded.index)
    partner, reached = match_spans(found, coded, hit=hit)
    neutral = partner.map(lambda j: j is not pd.NA and bool(optional[j]))
    precise = (partner.notna() & ~neutral).sum()
    return score(layer, int((~neutral).sum()), int((~optional).sum()), int(precise), int((reached & ~optional).sum()))


def score(layer: str, found: int, coded: int, precise: int, recalled: int) -> pd.DataFrame:
    """The row of scores for these counts; undefined scores are missing, not zero."""
    precision = precise / found if found else float("nan")
    recall = recalled / coded if coded else float("nan")
    f1 = (
        2 * precision * recall / (precision + recall)
        if precise and recalled
        else (0.0 if found and coded else float("nan"))
    )
    row = (layer, found, coded, recalled, round(precision, 4), round(recall, 4), round(f1, 4))
    return pd.DataFrame([row], columns=SCORES)


def label_pairs(coded: pd.DataFrame, column: str) -> set[tuple]:
    """The pairs (doc, start, label) of a coding whose labels stand in one column, separated by bars."""
    if column not in coded:
        return set()
    pairs = zip(coded["doc"], coded["start"], coded[column], strict=True)
    return {(doc, start, label) for doc, start, labels in pairs for label in str(labels).split("|") if label}


def score_labels(layer: str, found: set[tuple], coded: set[tuple]) -> pd.DataFrame:
    """Micro-averaged score of sentence labels: sets of (doc, start, label)."""
    hits = len(found & coded)
    return score(layer, len(found), len(coded), hits, hits)


def score_each_label(found: set[tuple], coded: set[tuple], *, least: int = 10) -> pd.DataFrame:
    """A row of scores for each label that the coding gives at least `least` times, most frequent first."""
    labels = sorted({p[2] for p in coded}, key=lambda name: (-sum(p[2] == name for p in coded), name))
    kept = [name for name in labels if sum(p[2] == name for p in coded) >= least]
    tables = [
        score_labels(name, {p for p in found if p[2] == name}, {p for p in coded if p[2] == name}) for name in kept
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=SCORES)


def confusion(found: set[tuple], coded: set[tuple]) -> pd.DataFrame:
    """Where labels went: for each sentence, every missed label beside every label given wrongly there.

    Returns `coded, found, n`; an empty `found` means missed without another label, an empty `coded` a label too many.
    Without a coding there is nothing to confuse, and the table is empty.
    """
    if not coded:
        return pd.DataFrame(columns=["coded", "found", "n"])
    rows = []
    for doc, start in sorted({p[:2] for p in found | coded}):
        ours = {p[2] for p in found if p[:2] == (doc, start)}
        theirs = {p[2] for p in coded if p[:2] == (doc, start)}
        rows += [(a, b) for a in sorted(theirs - ours) or [""] for b in sorted(ours - theirs) or [""] if a or b]
    table = pd.DataFrame(rows, columns=["coded", "found"])
    return (
        table.value_counts(sort=False)
        .rename("n")
        .reset_index()
        .sort_values(["n", "coded", "found"], ascending=[False, True, True], ignore_index=True)
    )


def errors(
    found: pd.DataFrame, coded: pd.DataFrame, *, optional: pd.Series | None = None, hit: Callable = overlaps
) -> pd.DataFrame:
    """Every disagreement with the coding: `doc, start, end, text, error` (missed | not coded), in reading order.

    A row of the coding that is `optional` is never missed. Without a coding nothing can be an error, and the table is
    empty.
    """
    if coded.empty:
        return pd.DataFrame(columns=["doc", "start", "end", "text", "error"])
    partner, reached = match_spans(found, coded, hit=hit)
    wanted = ~reached if optional is None else ~reached & ~optional
    missed = coded.loc[wanted, ["doc", "start", "end", "text"]].assign(error="missed")
    extra = found.loc[partner.isna(), ["doc", "start", "end", "text"]].assign(error="not coded")
    return pd.concat([missed, extra]).sort_values(["doc", "start"], ignore_index=True)
