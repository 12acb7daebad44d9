"""Kinds of pages, each after a kind of site, read line by line as marked in `kinds.txt`.

`## name: what it imitates`, `! field=value ...` (a field of people or dates not named must be empty; a bar without blanks
stands between values that are right both), then the lines: T title, H heading, B body, X the page around it. Datelines and sign-offs inside a body line are left out of account.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from pages import write

from jianguan.corpus import Corpus, read_corpus
from jianguan.text import spell

OPTIONAL = ("event_date", "source", "author", "editor")
EITHER = re.compile(r"(?<! )[|](?! )")
MARKS = {"title": "T", "heading": "H", "body": "B"}


class Kind(NamedTuple):
    """One marked page: its expected fields, and its lines with their marks."""

    name: str
    fields: dict[str, str]
    lines: list[tuple[str, str]]


def _kind(chunk: str) -> Kind:
    name, *rows = chunk.strip().split("\n")
    marked = [(row[:1], row[2:]) for row in rows if row]
    stated = " ".join(text for mark, text in marked if mark == "!")
    fields = {name: value.strip() for name, value in re.findall(r"(\w+)=(.*?)(?=\s\w+=|$)", stated)}
    lines = [(mark, text) for mark, text in marked if mark != "!"]
    return Kind(name.split(":")[0], dict.fromkeys(OPTIONAL, "") | fields, lines)


KINDS = [_kind(chunk) for chunk in re.split(r"(?m)^## ", (Path(__file__).parent / "kinds.txt").read_text("utf-8"))[1:]]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    folder = tmp_path_factory.mktemp("kinds")
    return read_corpus(write(folder, **{k.name: "\n".join(text for _, text in k.lines) + "\n" for k in KINDS}))


def marks(corpus: Corpus, doc: str) -> str:
    """For each character of a document how it was read: T, H, B, X, or a blank."""
    read = [" "] * len(corpus.text(doc))
    for table in (corpus.cuts, corpus.sentences):
        for row in table[table["doc"] == doc].itertuples():
            read[row.start : row.end] = MARKS.get(getattr(row, "kind", ""), "X") * (row.end - row.start)
    return "".join(read)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_lines_are_read_as_marked(corpus, kind):
    read, at, wrong = marks(corpus, kind.name), 0, []
    for mark, text in kind.lines:
        said = set(read[at : at + len(text)]) - {" "}
        at += len(text) + 1
        if said != {mark} and not (mark == "B" and said == {"B", "X"}):
            wrong.append(f"{mark} read as {''.join(sorted(said))}: {text}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_fields_are_as_stated(corpus, kind):
    row = corpus.documents.loc[kind.name]
    titles = {"title": "|".join(text for mark, text in kind.lines if mark == "T")}
    wrong = [
        f"{name}: {row[name]}, not {value}"
        for name, value in (titles | kind.fields).items()
        if _said(row[name]) not in map(spell, EITHER.split(value))
    ]
    assert not wrong, "\n".join(wrong)


def _said(value: object) -> str:
    return "" if pd.isna(value) or value == "unknown" else spell(str(value))
