"""A folder of documents -> documents, sentences, cuts and notes."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from jianguan.body import Body
from jianguan.errors import CorpusError
from jianguan.intake.blocks import Block
from jianguan.intake.decode import UnreadableError, decode
from jianguan.intake.duplicates import Duplicates
from jianguan.intake.files import File, read_files, seeds_folder
from jianguan.intake.found import Found
from jianguan.intake.genre import genre_zh
from jianguan.intake.layout import read_page
from jianguan.intake.manifest import read_manifest
from jianguan.intake.page import Page
from jianguan.intake.places import name_en
from jianguan.intake.speech import Floor
from jianguan.metadata import FIELDS, read_metadata
from jianguan.text import Folded, join, spell

SPAN = ["doc", "province", "sentence", "start", "end", "text"]
SENTENCES = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text", "office"]
CUTS = ["doc", "start", "end", "text", "rule"]
NOTES = ["file", "problem", "action", "severity"]
SENTENCE_END = re.compile(r"[。!?;]+[”’)\]》]*")


class Passage(NamedTuple):
    """One body sentence as finders read it: its row of `sentences`, and its folded view."""

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
    """What `read_corpus` found, in four tables; offsets count the characters of `text(doc)`.

    - `documents` (index `doc`): `province, province_en, place, place_en, level, genre, genre_zh, title, published,
      event_date, year, publisher, source, author, editor, label (what charts call it: its title, else its first words),
      characters, file, sha256, encoding`; then for every inferred
      field `<field>_from` (`text`, `manifest` or `inferred: ...`), and the manifest's own further columns. What is not
      stated is missing; an unknown province, level or genre is `unknown`.
    - `sentences`: `doc, province, sentence, paragraph, section, kind, speaker, start, end, text, office`; kind is
      title, heading or body; the speaker is a name, a meeting, or `author`.
    - `cuts`: `doc, start, end, text, rule`. Cuts and sentences cover every visible character exactly once.
    - `notes`: `file, problem, action, severity` (warning, info).
    - `found`: what was already found in it, by name: layers where it was read from stored tables, and in a build also
      the claims; a changed copy has none.
    """

    documents: pd.DataFrame
    sentences: pd.DataFrame
    cuts: pd.DataFrame
    notes: pd.DataFrame
    texts: dict[str, str]
    found: Mapping[str, pd.DataFrame] = field(default_factory=dict, init=False)

    def text(self, doc: str) -> str:
        """The whole decoded document; all offsets point into it."""
        return self.texts[doc]

    def within(self, **filters) -> "Corpus":
        """The sub-corpus of the documents whose fields equal (or are among) the given values."""
        keep = pd.Series(True, self.documents.index)
        for name, wanted in filters.items():
            values = self.documents.index if name == "doc" else self.documents[name]
            keep &= pd.Index(values).isin([wanted] if isinstance(wanted, str | int) else list(wanted))
        docs = self.documents.index[keep]
        sentences, cuts = (
            table[table["doc"].isin(docs)].reset_index(drop=True) for table in (self.sentences, self.cuts)
        )
        return Corpus(self.documents.loc[docs], sentences, cuts, self.notes, {doc: self.texts[doc] for doc in docs})

    @cached_property
    def passages(self) -> dict[str, list[Passage]]:
        """The body sentences of each document, folded, in reading order."""
        return self._folded("body")

    @cached_property
    def headings(self) -> dict[str, list[Passage]]:
        """The headings of each document, folded, in reading order."""
        return self._folded("heading")

    def _folded(self, kind: str) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {doc: [] for doc in self.documents.index}
        spelled = {doc: spell(text) for doc, text in self.texts.items()}
        columns = ["doc", "province", "sentence", "paragraph", "section", "speaker", "start", "end"]
        rows = self.sentences.loc[self.sentences["kind"] == kind, columns]
        for doc, *row, start, end in zip(*(rows[column].tolist() for column in columns), strict=True):
            found[doc].append(Passage(doc, *row, join(spelled[doc][start:end], start)))
        return found

    @cached_property
    def body(self) -> Body:
        """The folded body as one running text, for finders that look through whole documents."""
        return Body(self.passages, self.texts)

    def span(self, passage: Passage, start: int, end: int) -> tuple:
        """The span columns of `passage.text[start:end]`, in raw offsets."""
        raw_start, raw_end = passage.view.span(start, end)
        text = self.texts[passage.doc][raw_start:raw_end]
        return passage.doc, passage.province, passage.sentence, raw_start, raw_end, text


def span_table(rows: Iterable[tuple], columns: list[str]) -> pd.DataFrame:
    """A span table: the six span columns, then the finder's own."""
    return pd.DataFrame(list(rows), columns=SPAN + columns)


def read_corpus(folder: str | os.PathLike | None = None, manifest: str | os.PathLike | None = None) -> Corpus:
    """Read the .txt files of a folder (by default $JIANGUAN_SEEDS, else the nearest seeds/), and its manifest.csv.

    A folder of tables that `python -m jianguan read` has written is taken as it stands, nothing is found anew; so is
    what another notebook of the same build has read.
    A file that cannot be used is skipped with a note. Raises CorpusError where no usable document is left, ConfigError
    for a manifest that is wrong.
    """
    path = seeds_folder(folder)
    if folder is None and manifest is None and (build := os.environ.get("JIANGUAN_BUILD")):
        from jianguan.build.once import read_once  # which stands on this module, as the next

        return read_once(Path(build), path)
    if any(path.glob("files/part-*.parquet")):
        from jianguan.scale.stored import stored_corpus

        return stored_corpus(path)
    reading = Reading(read_manifest(path, manifest))
    for file in read_files(path):
        reading.add(file)
    if not reading.documents:
        reasons = "".join(f"\n  {file}: {problem}" for file, problem, _, _ in reading.notes)
        raise CorpusError(f"0 documents in {path}{reasons}")
    return reading.corpus()


class Reading:
    """A corpus while it is being read, file by file."""

    def __init__(self, manifest: dict[str, dict[str, str]]):
        self.manifest = manifest
        self.documents, self.sentences, self.cuts, self.notes = {}, [], [], []
        self.texts: dict[str, str] = {}
        self.looks: dict[str, str] = {}
        self.seen = Duplicates()

    def add(self, file: File) -> None:
        """Read one file, or note why not."""
        settled = self.manifest.get(file.name, {})
        if settled.get("use") == "no":
            self.note(file.name, "left out by the manifest", settled.get("evidence", "no reason given"), "info")
            return
        try:
            document = decode(_bytes(file))
            doc = self._new_name(file)
            if first := self.seen.same_as(doc, document.text):
                raise UnreadableError(f"same as {first}")
        except UnreadableError as error:
            self.note(file.name, str(error), "skipped")
            return
        for remark in document.remarks:
            self.note(file.name, *remark)
        page = read_page(spell(document.text))
        article = "".join(block.text for block in page.of("body"))
        checksum = hashlib.sha256(file.data).hexdigest()
        if settled.get("sha256", checksum) != checksum:
            self.note(file.name, "not the file the manifest describes (sha256 differs)", "read as it is")
        twin, overlap = self.seen.like(doc, article)
        if twin:
            self.note(file.name, f"nearly the same as {twin} (overlap {overlap:.2f})", "both kept")
        self.texts[doc] = document.text
        found = self._settle(file.name, read_metadata(page, document.text), settled)
        origin = {"file": file.name, "sha256": checksum, "encoding": document.encoding}
        label = shortened(found["title"].value or article or document.text.strip())
        self.documents[doc] = _document(found, settled, {"label": label, "characters": len(document.text)} | origin)
        self._add_rows(doc, found["province"].value, page)

    def note(self, file: str, problem: str, action: str, severity: str = "warning") -> None:
        self.notes.append((file, problem, action, severity))

    def _new_name(self, file: File) -> str:
        """The file's stem; a number is added where another file already has it."""
        name, n = file.stem, 2
        while name in self.documents:
            name, n = f"{file.stem}~{n}", n + 1
        if name != file.stem:
            self.note(file.name, f"another file is called {file.stem}", f"read as {name}")
        twin = self.looks.setdefault(unicodedata.normalize("NFC", name), name)
        if twin != name:
            self.note(
                file.name, f"its name looks like that of {twin} but is written with other characters", "both read"
            )
        return name

    def _settle(self, file: str, found: dict[str, Found], settled: dict[str, str]) -> dict[str, Found]:
        """What the manifest says wins; where the text says otherwise, and where nobody says, there is a note."""
        for name in FIELDS:
            value = found[name]
            if name in settled:
                if value.source == "text" and value.value != settled[name]:
                    self.note(
                        file, f"{name}: the text says {value.value}, the manifest {settled[name]}", "manifest used"
                    )
                found[name] = Found(settled[name], "manifest")
                self.note(file, f"{name} from the manifest", settled.get("evidence", "no evidence given"), "info")
            elif value.problem:
                self.note(file, f"{name}: {value.problem}", f"taken as {value.value or 'unknown'}")
        return found

    def _add_rows(self, doc: str, province: str, page: Page) -> None:
        text = self.texts[doc]
        floor = Floor("".join(block.text for block in page.of("body")))
        sections = _sections(page)
        number = 0
        for paragraph, (block, section) in enumerate(sections):
            views = list(_sentences(block))
            texts = [view.text for view in views]
            heard = floor.hear_paragraph(texts) if block.kind == "body" else [("author", "")] * len(views)
            for view, (speaker, office) in zip(views, heard, strict=True):
                start, end = view.span(0, len(view.text))
                told = number, paragraph, section, block.kind, speaker, start, end, text[start:end], office
                self.sentences.append((doc, province, *told))
                number += 1
            if block.kind == "heading":
                floor.rest()
        for block in page.of("cut"):
            start, end = block.span
            self.cuts.append((doc, start, end, text[start:end], block.rule))

    def corpus(self) -> Corpus:
        documents = pd.DataFrame.from_dict(self.documents, orient="index").rename_axis("doc")
        documents["year"] = pd.to_numeric(documents["year"]).astype("Int64")
        tables = [(self.sentences, SENTENCES), (self.cuts, CUTS), (self.notes, NOTES)]
        return Corpus(documents, *(pd.DataFrame(rows, columns=columns) for rows, columns in tables), self.texts)


def shortened(text: str, length: int = 40) -> str:
    """The text, or its beginning and … where it is longer."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _bytes(file: File) -> bytes:
    if file.data is None:
        raise UnreadableError(file.problem)
    return file.data


def _document(found: dict[str, Found], settled: dict[str, str], origin: dict) -> dict:
    """A document's row: its fields (with English and Chinese names), its file, where each comes from, and extras."""
    row = {}
    for name in FIELDS:
        row[name] = found[name].value or None
        if name in ("province", "place"):
            row[f"{name}_en"] = name_en(row[name])
        if name == "genre":
            row["genre_zh"] = genre_zh(row[name])
    extras = {name: cell for name, cell in settled.items() if name not in (*FIELDS, "file", "sha256", "use")}
    return row | origin | {f"{name}_from": found[name].source or None for name in FIELDS} | extras


def _sections(page: Page) -> Iterator[tuple[Block, str]]:
    """Title, headings and paragraphs, each with the heading it stands under; headings in a row are one."""
    section, stacked = "", False
    for block in page.of("title", "heading", "body"):
        if block.kind == "heading":
            section = f"{section} {block.text}" if stacked else block.text
        stacked = block.kind == "heading" and len(section) < 60
        yield block, section


def _sentences(block: Block) -> Iterator[Folded]:
    """A block cut after 。！？!?；; and the quotes and brackets that close with them; a title or heading is one."""
    text, start = block.text, 0
    ends = [end.end() for end in SENTENCE_END.finditer(text)] if block.kind == "body" else []
    for end in [*ends, len(text)]:
        piece = text[start:end]
        if stripped := piece.strip():
            at = start + piece.index(stripped[0])
            yield Folded(stripped, block.view.offsets[at : at + len(stripped)])
        start = end
