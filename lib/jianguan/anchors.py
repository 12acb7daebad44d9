"""Names of places in the report, the same on every build: built from layer, document and offsets, never from order.

Every chart, table and sentence points to its evidence by these names; `SOURCES` is the notebook that holds them.
"""

import re
from collections.abc import Hashable, Sequence

import pandas as pd

SOURCES = "06-sources.ipynb"
CHAPTERS = {
    "01": "01-corpus",
    "02": "02-themes",
    "03": "03-enforcement",
    "04": "04-rhetoric",
    "05": "05-validation",
    "06": "06-sources",
}
DOCUMENTS = "documents"  # the list of all texts, at the head of the sources
LAYER_SIGNS = {"status": "quantities", "head": "slogans", "frame": "parallels", "theme": "themes"}
LAYER_KEYS = {"quantities": "status", "slogans": "class", "parallels": "kind"}


def slug(name: Hashable) -> str:
    """A name as part of an HTML id: letters, digits, `_` and `-` stay, anything else becomes `~code~`.

    >>> slug("湖南 2021"), slug('a"><b>')
    ('湖南~20~2021', 'a~22~~3e~~3c~b~3e~')
    """
    return re.sub(r"[^\w-]", lambda m: f"~{ord(m[0]):x}~", str(name))


def texts_anchor(docs: Sequence[str]) -> str:
    """Where some documents begin in the sources: the only one of them, else the list of all.

    >>> texts_anchor(["hunan-2021"]), texts_anchor(["a", "b"])
    ('document.hunan-2021', 'documents')
    """
    return document_anchor(docs[0]) if len(docs) == 1 else DOCUMENTS


def document_anchor(doc: str) -> str:
    """Where a document begins in the sources.

    >>> document_anchor("hunan-2021")
    'document.hunan-2021'
    """
    return f"document.{slug(doc)}"


def sentence_anchor(doc: str, start: int) -> str:
    """Where the sentence that begins at offset `start` stands in the sources.

    >>> sentence_anchor("hunan-2021", 120)
    'sentence.hunan-2021.120'
    """
    return f"sentence.{slug(doc)}.{start}"


def cut_anchor(doc: str, start: int) -> str:
    """Where the cut stretch that begins at offset `start` stands in the sources.

    >>> cut_anchor("hunan-2021", 0)
    'cut.hunan-2021.0'
    """
    return f"cut.{slug(doc)}.{start}"


def span_anchor(layer: str, doc: str, start: int, end: int) -> str:
    """Where a span of one layer is marked in the sources.

    >>> span_anchor("quantities", "hunan-2021", 120, 125)
    'quantities.hunan-2021.120-125'
    """
    return f"{slug(layer)}.{slug(doc)}.{start}-{end}"


def group_anchor(layer: str, *keys: Hashable) -> str:
    """Where the sentences behind one bar, cell or count are listed: `keys` are its values of `evidence_index(by=...)`.

    >>> group_anchor("themes", "hunan-2021", "food_safety")
    'group.themes.hunan-2021.food_safety'
    """
    return ".".join(["group", slug(layer), *map(slug, keys)])


def layer_anchor(layer: str) -> str:
    """Where everything of one layer is listed, group by group.

    >>> layer_anchor("quantities")
    'layer.quantities'
    """
    return f"layer.{slug(layer)}"


def href(anchor: str) -> str:
    """The link to an anchor: opens the sources notebook in JupyterLab, stays on the page in the report.

    >>> href("document.hunan-2021")
    '06-sources.ipynb#document.hunan-2021'
    """
    return f"{SOURCES}#{anchor}"


def figure_href(chapter: str, figure: str) -> str:
    """The link to a chart: opens its notebook in JupyterLab, stays on the page in the report.

    >>> figure_href("03", "03-status")
    '03-enforcement.ipynb#figure.03-status'
    """
    return f"{CHAPTERS.get(chapter, chapter)}.ipynb#figure.{figure}"


def layer_name(spans: pd.DataFrame) -> str:
    """The layer a span table belongs to: its lexicon, or the kind of thing its columns describe."""
    if "lexicon" in spans:
        return str(spans["lexicon"].iloc[0]) if len(spans) else "terms"
    return next((layer for column, layer in LAYER_SIGNS.items() if column in spans), "words")


def layer_key(spans: pd.DataFrame) -> str:
    """The column that groups a layer's spans: status, class, kind, theme or category; else the text itself."""
    wanted = [LAYER_KEYS.get(layer_name(spans), "theme"), "category", "text"]
    return next(column for column in wanted if column in spans)
