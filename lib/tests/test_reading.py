"""Each line of the invented pages in `kinds.txt` exactly as read, and where each field of a page comes from.

`kinds_lines.csv` has what a line is (title, heading, body, or the rule that cuts it), its section and who says it;
`kinds_fields.csv` has values with their evidence, and notes. What is right stands in `kinds.txt`; these tables hold
where the reading stands, so that no rule, section or speaker moves unseen. After a change of rules
`python tests/test_reading.py` writes them anew, with the pages that came since; their difference is what the change did.
"""

import csv
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from pages import write
from test_kinds import KINDS

from jianguan.corpus import Corpus, read_corpus
from jianguan.metadata import FIELDS

HERE = Path(__file__).parent
LINES = ["page", "start", "end", "what", "paragraph", "section", "speaker", "office", "text"]
STATED = ["page", "field", "value", "evidence"]


def lines(corpus: Corpus) -> list[list[str]]:
    """One row for each sentence and cut of each page, in their order, with the beginning of its text."""
    told = corpus.sentences.rename(columns={"kind": "what"})
    rows = pd.concat([told, corpus.cuts.rename(columns={"rule": "what"})]).rename(columns={"doc": "page"})
    rows["text"] = rows["text"].str.replace(r"\s+", " ", regex=True).str[:20]
    rows["paragraph"] = rows["paragraph"].astype("Int64")
    return rows.sort_values(["page", "start"])[LINES].astype("string").fillna("").to_numpy().tolist()


def stated(corpus: Corpus) -> list[list[str]]:
    """One row for each field that a page states, with its evidence; its label; and the notes on it."""
    rows = []
    for doc, row in corpus.documents.iterrows():
        told = row.astype("string").fillna("")
        rows += [[doc, field, told[field], told[f"{field}_from"]] for field in FIELDS if told[field]]
        rows += [[doc, field, told[field], ""] for field in ("place_en", "genre_zh", "label", "characters")]
    notes = corpus.notes.sort_values(["file", "problem"], kind="stable")
    return rows + [[file.removesuffix(".txt"), f"{level}: {action}", problem, ""] for file, problem, action, level in notes.itertuples(index=False)]


TABLES = {"kinds_lines.csv": (LINES, lines), "kinds_fields.csv": (STATED, stated)}


def read_kinds(folder: Path) -> Corpus:
    return read_corpus(write(folder, **{k.name: "\n".join(text for _, text in k.lines) + "\n" for k in KINDS}))


@pytest.mark.parametrize("name", TABLES)
def test_pages_are_read_exactly_as_recorded(name, tmp_path):
    columns, rows = TABLES[name]
    with (HERE / name).open(encoding="utf-8", newline="") as table:
        recorded = list(csv.reader(table))
    pages = {row[0] for row in recorded}
    is_same = recorded == [columns, *(row for row in rows(read_kinds(tmp_path)) if row[0] in pages)]
    assert is_same, f"{name} tells otherwise; `python tests/test_reading.py` writes it anew, look at the difference"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        kinds = read_kinds(Path(temporary))
    for name, (columns, rows) in TABLES.items():
        with (HERE / name).open("w", encoding="utf-8", newline="") as table:
            csv.writer(table, lineterminator="\n").writerows([columns, *rows(kinds)])
