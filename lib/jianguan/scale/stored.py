"""A folder of tables as a corpus: its documents and texts, and the layers already found in them.

What is asked of it beyond the stored layers (another word list, a part of the corpus) is found anew in its texts.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from jianguan.corpus import Corpus
from jianguan.errors import CorpusError
from jianguan.scale.batches import LAYERS
from jianguan.scale.dataset import parts

WHOLE = ["year", "part_of", "same_as"]


class StoredLayers(Mapping):
    """The span tables of a folder by name, each read when asked for, in the order of the documents."""

    def __init__(self, tables: Path, docs: list[str]):
        self.tables, self.docs = tables, docs

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in LAYERS:
            raise KeyError(name)
        return _read(self.tables, name, "doc", self.docs)

    def __iter__(self) -> Iterator[str]:
        return iter(LAYERS)

    def __len__(self) -> int:
        return len(LAYERS)

    def __contains__(self, name: object) -> bool:
        return name in LAYERS


def stored_corpus(tables: Path) -> Corpus:
    """The corpus that `write_tables` has read into a folder, with what it found there.

    Raises CorpusError where no document stands in the tables.
    """
    documents = _read(tables, "documents", "file")
    if documents.empty:
        raise CorpusError(f"0 documents in the tables of {tables}")
    docs = documents["doc"].tolist()
    sentences, cuts = (_read(tables, name, "doc", docs) for name in ("sentences", "cuts"))
    texts = _read(tables, "texts", "doc", docs)
    texts = dict(zip(texts["doc"], texts["text"], strict=True))
    corpus = Corpus(documents.set_index("doc"), sentences, cuts, _read(tables, "notes", "file"), texts)
    object.__setattr__(corpus, "found", StoredLayers(tables, docs))  # a corpus is frozen
    return corpus


def _read(tables: Path, name: str, by: str, order: list[str] | None = None) -> pd.DataFrame:
    """A table as the library made it: row by row within a document (or file), these in order."""
    read = [pq.read_table(path) for path in parts(tables, name)]
    table = pa.concat_tables(read, promote_options="default").to_pandas() if read else pd.DataFrame(columns=[by])
    place = table[by].map({key: i for i, key in enumerate(order)}) if order else table[by]
    table = table.loc[place.sort_values(kind="stable").index].reset_index(drop=True)
    whole = {column: "Int64" for column in WHOLE if column in table}
    if "items" in table:
        table["items"] = table["items"].map(list)
        table["item_spans"] = [[tuple(map(int, span)) for span in spans] for spans in table["item_spans"]]
    return table.astype(whole)
