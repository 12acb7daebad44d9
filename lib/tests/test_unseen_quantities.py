"""Statistics of documents that nobody who wrote a rule had seen: detection and whole records, against their coding.

Every folder `unseen*` with a coding of quantities is scored, whole and by status; a failure lists what was misread.
What stands in no sentence of the body (a page's furniture was kept, or a paragraph taken for a heading) is a fault of
reading pages, which `test_unseen` measures; here it counts neither as a miss nor as a false alarm.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from jianguan.corpus import Corpus, read_corpus
from jianguan.quantities import find_quantities

SETS = sorted(path.parents[1] for path in Path(__file__).parent.glob("unseen*/gold/quantities.csv"))


class Scored(NamedTuple):
    """The coded statistics of one set with what was misread in each (empty: all right, None: not found at all)."""

    corpus: Corpus
    coded: pd.DataFrame
    false_alarms: pd.DataFrame

    def context(self, row) -> str:
        """A number in its words, for a reader of the errors."""
        text = self.corpus.text(row.doc)
        around = (
            f"…{text[max(0, row.start - 40) : row.start]}【{text[row.start : row.end]}】{text[row.end : row.end + 15]}…"
        )
        return f"{row.doc} {''.join(around.split())}"

    def errors(self) -> str:
        """All errors, one a line."""
        wrong = self.coded[self.coded["misread"] != ""].fillna({"misread": "not found"})
        lines = [f"{self.context(row)} {row.misread}" for row in wrong.itertuples()]
        lines += [
            f"{self.context(row)} false alarm: {row.value:g} {row.unit}" for row in self.false_alarms.itertuples()
        ]
        return "\n" + "\n".join(lines)


@pytest.fixture(scope="module", params=SETS, ids=lambda folder: folder.name)
def scored(request) -> Scored:
    """One set: each coded number of a document that is read, and the statistics that overlap none."""
    corpus = read_corpus(request.param / "documents")
    found = find_quantities(corpus)
    coded = pd.read_csv(request.param / "gold" / "quantities.csv", keep_default_na=False)
    coded = coded[[_inside(row, corpus.sentences.query("kind == 'body'")) for row in coded.itertuples()]]
    hits = {row.Index: _overlapping(found, row) for row in coded.itertuples()}
    used = {index for rows in hits.values() for index in rows.index}
    coded = coded.assign(misread=[_misread(hits[row.Index], row) for row in coded.itertuples()])
    furniture = pd.read_csv(request.param / "gold" / "boilerplate.csv", keep_default_na=False)
    alarms = [row.Index for row in found.drop(index=used).itertuples() if not _inside(row, furniture)]
    return Scored(corpus, coded[coded["scored"] == "yes"], found.loc[alarms])


def _inside(row, spans: pd.DataFrame) -> bool:
    return bool(((spans["doc"] == row.doc) & (spans["start"] < row.end) & (spans["end"] > row.start)).any())


def _overlapping(found: pd.DataFrame, row) -> pd.DataFrame:
    return found[(found["doc"] == row.doc) & (found["start"] < row.end) & (found["end"] > row.start)]


def _misread(hits: pd.DataFrame, row) -> str | None:
    """What is wrong with the best reading of a coded number: its size, unit, bound or status; None if there is none."""
    return min((_differences(hit, row) for hit in hits.itertuples()), key=len, default=None)


def _differences(hit, row) -> str:
    """The coding may give a second right answer; a fall may stand without its sign, a legal range as two bounds."""
    sizes = [abs(hit.value), abs(hit.high)] if row.pair else [abs(hit.value)]
    size = any(abs(size - abs(float(row.value))) <= 1e-6 * max(1, size) for size in sizes)
    told = {"value": size, "unit": hit.unit in _right(row, "unit")}
    told |= {"qualifier": bool(row.pair) or hit.qualifier in _right(row, "qualifier")}
    told |= {"status": hit.status in _right(row, "status")}
    return ", ".join(
        f"{name} {getattr(hit, name)}, not {getattr(row, name)}" for name, right in told.items() if not right
    )


def _right(row, name: str) -> set[str]:
    also = {answer for answer in str(getattr(row, f"{name}_also", "")).split("|") if answer}
    return {getattr(row, name)} | also


def test_every_coded_set_is_scored():
    assert {"unseen", "unseen2"} <= {folder.name for folder in SETS}


def test_statistics_are_found(scored):
    coded = scored.coded
    found = int(coded["misread"].notna().sum())
    recall, precision = found / len(coded), found / (found + len(scored.false_alarms))
    assert len(coded) >= 190
    assert 2 * precision * recall / (precision + recall) >= 0.98, scored.errors()


def test_records_are_whole(scored):
    assert (scored.coded["misread"] == "").mean() >= 0.95, scored.errors()


def test_no_status_is_read_worse_than_the_others(scored):
    """Targets, changes, baselines and rules are fewer than results; each must be read well of itself."""
    for status, rows in scored.coded.groupby("status"):
        assert (rows["misread"] == "").mean() >= 0.9, (status, scored.errors())
