"""What a slide quotes of the texts, and what it says of them: formulas, wordings, parallel clauses, limits, titles."""

import re
from collections import Counter

import pandas as pd

from jianguan.chapters.opening import limit_lines
from jianguan.corpus import Corpus
from jianguan.evidence import plain
from jianguan.layers import Layers
from jianguan.lexicon import find_terms
from jianguan.plots.canvas import names
from jianguan.said import document_labels, glossary, known, name, rendering
from jianguan.style import style
from jianguan.talk.forms import Exhibit, Quotations, Rows, Sentences
from jianguan.talk.measure import BODY, lines
from jianguan.tallies import spoken_formulas
from jianguan.wording import word

YEAR = re.compile(r"\s?(?=\d{4}年?(?:\s?\(\d+\))?$|n\.d\.|年份不详)")
FORMULAS, CLAUSES = 3, 4  # of a text, of a group
SHORT = 24  # characters
FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def chinese_signs(text: str) -> str:
    """A label with the full-width signs of Chinese, in a Chinese deck."""
    return text.translate(FULL_WIDTH) if style().lang == "zh" else text


def heads(corpus: Corpus) -> list[str]:
    """The names of the texts over columns: province, city and year on a line each."""
    return [YEAR.sub("\n", label, count=1).replace(" · ", "\n").replace("·", "\n") for label in _called(corpus)]


def _called(corpus: Corpus) -> pd.Series:
    return names(document_labels(corpus))


def unexplained(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The formulas that no text lists the items of, text by text, glossed where the glossary knows them."""
    table = missing_items(found).drop_duplicates(["doc", "text"])
    called = _called(found.corpus)
    entries = []
    for doc, rows in sorted(table.groupby("doc", sort=False), key=lambda group: -len(group[1])):
        words = sorted((plain(text).strip('“”‘’"') for text in rows["text"]), key=lambda text: text not in glossary())
        glosses = [_gloss(term) for term in words[:FORMULAS] if term in glossary()] if style().lang == "en" else []
        more = "…" if len(words) > FORMULAS else ""
        entries.append((called[doc], "、".join(words[:FORMULAS]) + more, "; ".join(glosses[:1])))
    return Quotations(entries) if entries else None


def missing_items(found: Layers) -> pd.DataFrame:
    """The spoken formulas whose items no text lists."""
    return spoken_formulas(found["slogans"]).query("expanded == 'none'")


def _gloss(term: str) -> str:
    """A term's pinyin and the first part of its meaning."""
    return f"{glossary()[term]['pinyin']}, {rendering(term)}"


def families(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """How each text words the same crisis, a phrase of each kind, by date."""
    hits = wordings(found).drop_duplicates(["doc", "category"])
    called, documents = _called(found.corpus), found.corpus.documents
    dates = documents["event_date"].where(documents["event_date"].map(known), documents["published"])
    dates = dates.where(dates.map(known), documents["year"]).where(lambda t: t.map(known), "").astype(str)
    entries = []
    for doc, rows in hits.groupby("doc", sort=False):
        kinds = dict.fromkeys(name("families", category).en for category in rows["category"])
        meaning = "; ".join(kinds) if style().lang == "en" else ""
        place = " · ".join(filter(None, (dates[doc], called[doc])))
        entries.append((dates[doc], place, " · ".join(map(plain, rows["text"])), meaning))
    return Quotations([entry[1:] for entry in sorted(entries, key=lambda entry: entry[0])]) if entries else None


def wordings(found: Layers) -> pd.DataFrame:
    """The phrases of the families of wordings."""
    return find_terms(found.corpus, "families")


def steps(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The parallel groups that share most of their words, a member a line."""
    table = strict_groups(found)
    shared = table["frame"].str.replace("[＿,]", "", regex=True).str.len()
    weight = shared.groupby(table["group"]).sum().sort_values(ascending=False, kind="stable")
    called = _called(found.corpus)
    groups = [table[table["group"] == group] for group in weight.index[:3]]
    short = [rows for rows in groups if rows["text"].str.len().max() <= SHORT]
    entries = [(called[rows["doc"].iloc[0]], "\n".join(map(plain, rows["text"].head(CLAUSES))), "") for rows in short]
    return Quotations(entries) if entries else None


def strict_groups(found: Layers) -> pd.DataFrame:
    """The members of parallel groups in the strict sense."""
    return found["parallels"][found["parallels"]["strict"] & (found["parallels"]["kind"] == "排比")]


def limits(found: Layers, _finding: pd.Series) -> Exhibit:
    """What these texts cannot show, the shortest first: so most of it stands where there is little room."""
    said = [line.zh if style().lang == "zh" else line.en for line in limit_lines(found.corpus)]
    return Sentences(sorted(said, key=len))


def sources(found: Layers, _finding: pd.Series) -> Exhibit:
    """Each text and what it is."""
    table = document_labels(found.corpus)
    return Sentences(list(names(table)), list(names(table, "about", "").map(chinese_signs)))


def titles(found: Layers, _finding: pd.Series) -> Exhibit:
    """Each text with its publisher and title, as far as they are known, on as many slides as they need."""
    called, rows = _called(found.corpus), []
    for doc, row in found.corpus.documents.iterrows():
        fields = (row.get("publisher"), row.get("title"))
        rows.append((called[doc], *(plain(str(f)) if known(f) else word("fact:unknown") for f in fields)))
    head = [word(f"deck:{column}") for column in ("text", "publisher", "title")]
    return Rows(head, rows, (0.24, 0.28, 0.48), sides="lll", slides=6)


def places(corpus: Corpus, room: float) -> str:
    """How many texts, and of which provinces where they can be named on a line of so many inches."""
    provinces, n = corpus.documents["province_en" if style().lang == "en" else "province"], len(corpus.documents)
    sizes = Counter(provinces.astype(str))
    texts = word("page:one_text") if n == 1 else word("page:texts", n=n)
    named = " · ".join([texts, *(f"{place} {n}" for place, n in sizes.items())])
    return named if lines(named, room, BODY) == 1 else word("deck:places", n=n, provinces=len(sizes))
