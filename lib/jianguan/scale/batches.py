"""A large folder cut into batches, and one batch read into a part of each table.

A batch is what a process or a machine takes on at once, and what an interruption can lose; within it, a slice is
what stands in memory at once. What is found in a document depends on that document alone, so neither matters to
the tables.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from jianguan.corpus import NOTES, Corpus, Reading
from jianguan.errors import ConfigError
from jianguan.intake.duplicates import Duplicates
from jianguan.intake.files import SUFFIX, File, read_file, shown
from jianguan.intake.manifest import read_manifest
from jianguan.layers import FINDERS
from jianguan.scale.places import at_hand, list_documents, put
from jianguan.words import find_words

ACROSS = {"phrases"}  # layers that compare documents, and so cannot be found batch by batch
LAYERS = [name for name in FINDERS if name not in ACROSS]
TABLES = ["documents", "texts", "sentences", "cuts", "notes", *LAYERS, "files"]
SLICE = 2_000_000  # bytes of text in memory at once
HASHED = 1000  # documents fetched at once from a store when they are listed
KINDS = {
    pa.int64(): "sentence paragraph start end year characters part_of same_as member",
    pa.float64(): "value high precision weight confidence",
    pa.bool_(): "strict",
    pa.list_(pa.string()): "items",
    pa.list_(pa.list_(pa.int64())): "item_spans",
}
TYPES = {name: kind for kind, names in KINDS.items() for name in names.split()}


class Item(NamedTuple):
    """Files that share a name but for its ending, usually one: names, size, what their rows depend on, their twins."""

    names: tuple[bytes, ...]
    size: int
    key: str
    twins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker needs to know: where to read and write, which files, and how."""

    folder: Path
    out: Path
    items: tuple[Item, ...]
    manifest: Mapping[str, dict[str, str]]
    extras: tuple[str, ...]
    engine: str
    library: str

    @property
    def part(self) -> str:
        """The file that this batch becomes in each table; the same files make the same name."""
        keys = "".join(item.key for item in self.items)
        return f"part-{hashlib.sha256(keys.encode()).hexdigest()[:16]}.parquet"


def list_items(folder: Path, engine: str) -> list[Item]:
    """The files of a folder with the hash of all that their rows depend on: bytes, manifest, engine, library."""
    manifest, originals = read_manifest(folder), {}
    groups: dict[str, list[bytes]] = defaultdict(list)
    for name in list_documents(folder):
        groups[shown(name)[: -len(SUFFIX)]].append(name)
    items, every = [], list(groups.values())
    for run in (every[at : at + HASHED] for at in range(0, len(every), HASHED)):
        with at_hand(folder, list(chain(*run))) as pages:
            items += [_item(pages, names, manifest, f"{engine} {fingerprint()}", originals) for names in run]
    return items


def _item(folder: Path, names: list[bytes], manifest: Mapping, setting: str, originals: dict[bytes, str]) -> Item:
    key, size, twins = hashlib.sha256(setting.encode()), 0, []
    for name in names:
        file = read_file(folder, name)
        content = hashlib.sha256(_plain(file.data)).digest() if file.data is not None else file.problem.encode()
        first = originals.setdefault(content, file.stem) if file.data is not None else file.stem
        twins.append("" if first == file.stem else first)
        key.update(repr((name, content, twins[-1], sorted(manifest.get(file.name, {}).items()))).encode())
        size += len(file.data or b"")
    return Item(tuple(names), size, key.hexdigest(), tuple(twins))


def _plain(data: bytes) -> bytes:
    """The bytes without what may differ between copies of one text: the mark at the head, and GB18030."""
    try:
        return data.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace").encode()


@cache
def fingerprint() -> str:
    """The hash of the library's own code and word lists: where it changes, everything is found anew."""
    home = Path(__file__).parents[1]
    files = sorted([*home.rglob("*.py"), *home.glob("lexicons/*")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def cut(items: list[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Neighbouring items, up to `size` bytes together.

    >>> [len(run) for run in cut([Item((), n, "", ()) for n in (5, 4, 9, 20, 1)], 10)]
    [2, 1, 1, 1]
    """
    run, filled = [], 0
    for item in items:
        if run and filled + item.size > size:
            yield tuple(run)
            run, filled = [], 0
        run.append(item)
        filled += item.size
    if run:
        yield tuple(run)


def write_batch(batch: Batch) -> int:
    """Read the files of a batch and write its part of every table, `files` last: only then the others count.

    Returns how many bytes of text were read. Raises ConfigError where this machine has another version of the library.
    """
    if batch.library != fingerprint():
        raise ConfigError("the worker has another version of jianguan or of its word lists than the one that asks")
    size = sum(item.size for item in batch.items)
    if (batch.out / "files" / batch.part).exists():  # by a worker that was lost afterwards
        return size
    drafts = {table: Draft() for table in TABLES}
    for run in cut(list(batch.items), SLICE):
        for table, rows in _read(batch, run):
            drafts[table].add(rows)
    for table, draft in drafts.items():
        if draft.writer:
            put(batch.out / table / batch.part, draft.finish())
    return size


class Draft:
    """A part of a table in the making: compressed, in memory."""

    def __init__(self):
        self.sink, self.writer = pa.BufferOutputStream(), None

    def add(self, rows: pa.Table) -> None:
        self.writer = self.writer or pq.ParquetWriter(self.sink, rows.schema, compression="zstd")
        self.writer.write_table(rows)

    def finish(self) -> pa.Buffer:
        self.writer.close()
        return self.sink.getvalue()


class _Apart(Duplicates):
    """Copies were found when the folder was listed; a batch does not look for them again."""

    def same_as(self, doc: str, text: str) -> str:  # noqa: ARG002
        return ""

    def like(self, doc: str, text: str) -> tuple[str, float]:  # noqa: ARG002
        return "", 0.0


def _read(batch: Batch, items: tuple[Item, ...]) -> Iterator[tuple[str, pa.Table]]:
    """The tables of some items."""
    reading = Reading(batch.manifest)
    reading.seen = _Apart()
    rows = []
    named = [(name, twin, item.key) for item in items for name, twin in zip(item.names, item.twins, strict=True)]
    with at_hand(batch.folder, [name for name, _, _ in named]) as folder:
        for name, twin, key in named:
            file = read_file(folder, name)
            before = len(reading.documents)
            reading.add(File(file.name, None, f"same as {twin}") if twin else file)
            doc = next(reversed(reading.documents)) if len(reading.documents) > before else None
            rows.append((file.name, key, doc))
    for name, table in _tables(reading, batch):
        yield name, typed(table)
    yield "files", typed(pd.DataFrame(rows, columns=["file", "key", "doc"]))


def _tables(reading: Reading, batch: Batch) -> Iterator[tuple[str, pd.DataFrame]]:
    if not reading.documents:
        yield "notes", pd.DataFrame(reading.notes, columns=NOTES)
        return
    corpus: Corpus = reading.corpus()
    extras = {name: None for name in batch.extras if name not in corpus.documents}
    documents = corpus.documents.assign(**extras).reset_index()
    own = [name for name in documents if name not in batch.extras]
    yield "documents", documents[[*own, *batch.extras]]
    yield "texts", pd.DataFrame(corpus.texts.items(), columns=["doc", "text"])
    for name in ("sentences", "cuts", "notes"):
        yield name, getattr(corpus, name)
    for name, find in FINDERS.items():
        if name not in ACROSS:
            yield name, find_words(corpus, engine=batch.engine) if name == "words" else find(corpus)


def typed(table: pd.DataFrame) -> pa.Table:
    """The table with the same type for a column in every part, whatever is missing in this one."""
    schema = pa.schema([(name, TYPES.get(name, pa.string())) for name in table.columns])
    return pa.Table.from_pandas(table, schema=schema, preserve_index=False)
