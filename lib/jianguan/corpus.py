"""A folder of documents -> documents, sentences, cuts and notes. (STAND-IN: cuts come from the coding; being replaced.)"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from jianguan.text import Folded, fold

SPAN = ["doc", "province", "sentence", "start", "end", "text"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence as finders read it: its row of `sentences`, and its folded view."""

    doc: str
    province: str
    sentence: int
    paragraph: int
    section: str
    speaker: str
    view: Folded

    @property
    def text(self) -> str:
        return self.view.text


@dataclass(frozen=True, eq=False)
class Corpus:
    documents: pd.DataFrame
    sentences: pd.DataFrame
    cuts: pd.DataFrame
    notes: pd.DataFrame
    texts: dict[str, str]

    def text(self, doc: str) -> str:
        """The whole decoded document; all offsets point into it."""
        return self.texts[doc]

    def within(self, **filters) -> "Corpus":
        """The sub-corpus of the documents whose fields equal (or are among) the given values."""
        keep = pd.Series(True, self.documents.index)
        for field, wanted in filters.items():
            values = self.documents.index if field == "doc" else self.documents[field]
            keep &= pd.Index(values).isin([wanted] if isinstance(wanted, str | int) else list(wanted))
        docs = self.documents.index[keep]
        rows = {name: (t := getattr(self, name))[t["doc"].isin(docs)].reset_index(drop=True) for name in ("sentences", "cuts")}
        return Corpus(self.documents.loc[docs], rows["sentences"], rows["cuts"], self.notes, {d: self.texts[d] for d in docs})

    @cached_property
    def passages(self) -> dict[str, list[Passage]]:
        """The body sentences of each document, folded, in reading order."""
        found = {doc: [] for doc in self.documents.index}
        body = self.sentences[self.sentences["kind"] == "body"]
        for r in body.itertuples():
            found[r.doc].append(Passage(r.doc, r.province, r.sentence, r.paragraph, r.section, r.speaker, fold(r.text, r.start)))
        return found

    def span(self, passage: Passage, start: int, end: int) -> tuple:
        """The span columns of `passage.text[start:end]`, in raw offsets."""
        raw_start, raw_end = passage.view.span(start, end)
        return (passage.doc, passage.province, passage.sentence, raw_start, raw_end, self.texts[passage.doc][raw_start:raw_end])


def span_table(rows: Iterable[tuple], columns: list[str]) -> pd.DataFrame:
    """A span table: the six span columns, then the finder's own."""
    return pd.DataFrame(list(rows), columns=SPAN + columns)


def read_corpus(folder=None, manifest=None) -> Corpus:
    folder = Path(folder or os.environ.get("JIANGUAN_SEEDS") or Path(__file__).parents[2] / "seeds")
    gold = pd.read_csv(folder / "gold/documents.csv").set_index("doc")
    cuts = pd.read_csv(folder / "gold/boilerplate.csv").rename(columns={"kind": "rule"})
    texts = {p.stem: p.read_text("utf-8") for p in sorted(folder.glob("*.txt"))}
    columns = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text"]
    rows = [row for doc, text in texts.items() for row in _sentences(doc, text, cuts[cuts.doc == doc], gold.loc[doc])]
    documents = gold.loc[list(texts)].drop(columns=["text"], errors="ignore")
    return Corpus(documents, pd.DataFrame(rows, columns=columns), cuts, pd.DataFrame(columns=["file", "problem", "action", "severity"]), texts)


def _sentences(doc: str, text: str, cuts: pd.DataFrame, meta: pd.Series) -> Iterator[tuple]:
    masked = list(text)
    for c in cuts.itertuples():
        masked[c.start : c.end] = "\n" * (c.end - c.start)
    section, number = "", 0
    for paragraph, line in enumerate(re.finditer(r"\S[^\n]*", "".join(masked))):
        kind = "body"
        if str(meta.title).startswith(line[0].strip()) or line[0].strip() == meta.title:
            kind = "title"
        elif len(line[0].strip()) < 16 and not re.search("[。;:]", line[0]):
            kind, section = "heading", line[0].strip()
        for s in re.finditer(r"[^。!?!?;;]*(?:[。!?!?;;]+[”’」』)]*|$)", line[0]):
            if s[0].strip():
                lead = len(s[0]) - len(s[0].lstrip())
                start, end = line.start() + s.start() + lead, line.start() + s.start() + len(s[0].rstrip())
                yield doc, meta.province, number, paragraph, section, kind, "", start, end, text[start:end]
                number += 1
