"""Statistics of documents that nobody who wrote a rule had seen: detection and whole records, against their coding."""

from pathlib import Path

import pandas as pd
import pytest

from jianguan.corpus import read_corpus
from jianguan.quantities import find_quantities

UNSEEN = Path(__file__).parent / "unseen"


@pytest.fixture(scope="module")
def scored():
    """Each coded number of a document that is read, with the statistics that overlap it; and the false alarms."""
    corpus = read_corpus(UNSEEN / "documents")
    found = find_quantities(corpus)
    coded = pd.read_csv(UNSEEN / "gold" / "quantities.csv", keep_default_na=False)
    coded = coded[coded["doc"].isin(corpus.documents.index)]
    hits = {row.Index: _overlapping(found, row) for row in coded.itertuples()}
    used = {index for rows in hits.values() for index in rows.index}
    return coded[coded["scored"] == "yes"], hits, found.drop(index=used)


def _overlapping(found: pd.DataFrame, row) -> pd.DataFrame:
    return found[(found["doc"] == row.doc) & (found["start"] < row.end) & (found["end"] > row.start)]


def _whole(hit, row) -> bool:
    """The same size, unit, bound and status; a fall may be coded without its sign, a legal range as two bounds."""
    units = {row.unit, *row.unit_also.split("|")} - ({""} if row.unit else set())
    sizes = [abs(hit.value), abs(hit.high)] if row.pair else [abs(hit.value)]
    size = any(abs(size - abs(float(row.value))) <= 1e-6 * max(1, size) for size in sizes)
    bound = bool(row.pair) or hit.qualifier == row.qualifier
    return size and bound and hit.unit in units and hit.status == row.status


def test_statistics_are_found(scored):
    coded, hits, false_alarms = scored
    found = sum(not hits[index].empty for index in coded.index)
    recall, precision = found / len(coded), found / (found + len(false_alarms))
    assert len(coded) > 500
    assert 2 * precision * recall / (precision + recall) >= 0.98


def test_records_are_whole(scored):
    coded, hits, _ = scored
    whole = [any(_whole(hit, row) for hit in hits[row.Index].itertuples()) for row in coded.itertuples()]
    assert sum(whole) / len(coded) >= 0.95
