"""Forms of the genre, each with the records it must give; written before the library read any of them.

`clauses.csv` holds single sentences, without heading or genre, by the kind of difficulty: aims and the words that carry
them, 将 that is no future, changes and baselines, rules, units, bounds, what is no statistic; calls quoted, what is done
within a plan, lines of tables, and counter-examples to the rules that they brought. `clause_settings.csv`
holds short texts whose genre, headings and questions decide the status of each figure. `\\n#` opens a heading.
"""

import csv
from pathlib import Path

import pytest
from made import made

from jianguan.quantities import find_quantities

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CLAUSES, SETTINGS = rows("clauses.csv"), rows("clause_settings.csv")


@pytest.fixture(scope="module")
def read() -> dict[str, str]:
    """The records of every clause, all read at once: one paragraph each."""
    found = find_quantities(made("\n".join(row["text"] for row in CLAUSES), year=2023, genre="unknown"))
    told, start = {}, 0
    for text in (row["text"] for row in CLAUSES):
        here = found[found["start"].between(start, start + len(text) - 1)]
        told[text], start = "; ".join(map(record, here.itertuples())), start + len(text) + 1
    return told


def record(row) -> str:
    value = f"{row.value:.12g}" if row.unit else f"{row.value:.3g}"
    high = f"-{row.high:.12g}" if row.high == row.high else ""
    return f"{value}{high} {row.unit or '-'} {row.qualifier} {row.status}"


@pytest.mark.parametrize("row", CLAUSES, ids=lambda row: f"{row['kind']}: {row['text'][:16]}")
def test_clauses_give_the_records_they_were_written_for(read, row):
    assert read[row["text"]] == row["records"]


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: f"{row['genre']}: {row['title'][:16]}")
def test_genre_headings_and_questions_decide_the_status(row):
    found = find_quantities(made(row["text"], year=int(row["year"]), genre=row["genre"], title=row["title"]))
    assert " ".join(found["status"]) == row["statuses"]
