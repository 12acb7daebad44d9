"""How well pages are read that the rules were not written for (lib/tests/unseen: their coding came first)."""

from pathlib import Path

import pandas as pd
import pytest

from jianguan.corpus import read_corpus
from jianguan.text import fold, spell

UNSEEN = Path(__file__).parent / "unseen"
FIELDS = ["province", "place", "level", "genre", "title", "published", "event_date", "year"]
FIELDS += ["publisher", "source", "author", "editor"]


def coded(name: str) -> pd.DataFrame:
    return pd.read_csv(UNSEEN / "gold" / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unseen")
    for path in (UNSEEN / "documents").iterdir():
        (folder / f"{path.stem}.txt").write_bytes(path.read_bytes())
    return read_corpus(folder)


def is_right(field: str, said: object, want: str, level: str) -> bool:
    """Missing and unknown are the same; a title counts in its folded form; a nation has no province."""
    said = "" if pd.isna(said) or said == "unknown" else str(said)
    nation = field == "province" and level == "national" and said in ("", "全国", "国家", "national")
    return nation or spell(said) == spell(want.removeprefix("unknown"))


def test_fields(corpus):
    gold = coded("documents").set_index("doc")
    wrong = [
        f"{doc} {field}: {corpus.documents.loc[doc, field]!r}, not {row[field]!r}"
        for doc, row in gold.iterrows()
        for field in FIELDS
        if not is_right(field, corpus.documents.loc[doc, field], row[field], row["level"])
    ]
    assert len(wrong) <= 0.05 * len(gold) * len(FIELDS), "\n".join(wrong)


def characters(corpus, doc: str, table: pd.DataFrame) -> set[int]:
    """The places of the visible characters that a table's spans of a document cover."""
    text = corpus.text(doc)
    rows = table[table["doc"] == doc]
    spans = zip(rows["start"].astype(int), rows["end"].astype(int), strict=True)
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def test_boilerplate_is_cut_and_the_article_kept(corpus):
    gold, missed, lost, furniture, article = coded("boilerplate"), 0, 0, 0, 0
    for doc in set(corpus.documents.index) - {"u14"}:
        wanted, either = (characters(corpus, doc, gold[gold["scored"] == scored]) for scored in ("yes", "optional"))
        cut = characters(corpus, doc, corpus.cuts)
        every = {i for i, character in enumerate(corpus.text(doc)) if not character.isspace()}
        missed, furniture = missed + len(wanted - cut), furniture + len(wanted)
        lost, article = lost + len(cut - wanted - either), article + len(every - wanted - either)
    assert 1 - missed / furniture >= 0.99
    assert 1 - lost / article >= 0.995


def test_titles_and_headings(corpus):
    gold = coded("structure")
    gold = gold[gold["doc"] != "u14"]
    ours = corpus.sentences[(corpus.sentences["kind"] != "body") & (corpus.sentences["doc"] != "u14")]
    wanted = set(zip(gold["doc"], gold["start"].astype(int), gold["end"].astype(int), gold["kind"], strict=True))
    found = set(zip(ours["doc"], ours["start"], ours["end"], ours["kind"], strict=True))
    assert len(wanted & found) >= 0.95 * len(wanted | found), sorted(wanted ^ found)


def test_speakers(corpus):
    gold = coded("speakers")
    said = {(r.doc, fold(r.text).text): r.speaker for r in corpus.sentences.itertuples()}
    heard = [
        (said.get((r.doc, fold(r.text).text), "no such sentence"), r.speaker or "author") for r in gold.itertuples()
    ]
    right = [said == want or ("记者" in want and "记者" in said) for said, want in heard]
    assert sum(right) >= 0.95 * len(right), [pair for pair, fine in zip(heard, right, strict=True) if not fine]


def test_the_web_page_reads_like_its_clean_text(corpus, tmp_path):
    (tmp_path / "clean.txt").write_bytes((UNSEEN / "clean/u14.txt").read_bytes())
    clean = read_corpus(tmp_path)
    assert [p.text for p in corpus.passages["u14"]] == [p.text for p in clean.passages["clean"]]
