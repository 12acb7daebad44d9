"""One question to the corpus, answered from its tables: what is found, where, and at which rate in each group."""

import re
from dataclasses import dataclass, replace

import pandas as pd

from jianguan.compare import rates, shares
from jianguan.corpus import Corpus
from jianguan.errors import ConfigError
from jianguan.evidence import in_context, kwic
from jianguan.lexicon import find_terms
from jianguan.said import document_labels, known, name

EVERY = "every category"
THEMES = "themes"
SHOWN = 6  # categories in the chart
COUNTS = ["province", "category", "n", "sentences", "documents", "rate", "low", "high"]


@dataclass(frozen=True)
class Choice:
    """One question: a pattern (`/…/` is a regular expression), or a lexicon and one of its categories; by what group,
    in which documents. A pattern goes before a lexicon."""

    pattern: str = ""
    lexicon: str = THEMES
    category: str = EVERY
    group: str = "province"
    docs: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """Its answer: the spans found; their rates by group (`counts`) and by document (`documents`): `province` (the
    group), `category, n, sentences, rate, low, high` and names. Of themes the rate is a `share` of labelled characters
    and n counts sentences; else it is per 1,000 body characters, and n counts spans."""

    spans: pd.DataFrame
    counts: pd.DataFrame
    documents: pd.DataFrame
    corpus: Corpus


def look(corpus: Corpus, labels: pd.DataFrame, choice: Choice) -> View:
    """Find and count what is chosen; `labels` are the theme labels in force (`label_sentences`, or relabelled).

    Raises ValueError in one plain line: no document chosen, a wrong pattern, a lexicon that cannot be read.
    """
    if not choice.docs:
        raise ValueError("Choose at least one document.")
    part = _grouped(corpus.within(doc=choice.docs), choice.group)
    layer = "" if choice.pattern.strip() else choice.lexicon
    spans = _find(part, labels, choice)
    wanted = choice.category if layer and choice.category != EVERY else ""
    counts = _counts(spans, part, layer, by="group")
    shown = [wanted] if wanted else _largest(counts) or [choice.pattern.strip() or choice.lexicon]
    by_group, by_document = (_named(t, shown, layer) for t in (counts, _counts(spans, part, layer, by="doc")))
    if by_group.empty:
        by_group = _zeros(part, shown[0], layer)
    found = spans[spans["category"] == wanted] if wanted else spans
    return View(found.reset_index(drop=True), by_group, by_document, part)


def _grouped(part: Corpus, group: str) -> Corpus:
    """The documents with a column `group`: what each belongs to, in words."""
    documents = part.documents
    if group == "document":
        words = document_labels(part)["label_en"]
    elif group == "level":
        words = documents["level"].map(lambda level: name("level", level).en)
    else:
        words = documents[group].map(lambda value: str(value) if known(value) else "unknown")
    return replace(part, documents=documents.assign(group=words))


def _find(part: Corpus, labels: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    pattern = choice.pattern.strip()
    if pattern:
        return kwic(part, _compiled(pattern)).assign(category=pattern)
    if choice.lexicon == THEMES:
        return labels[labels["doc"].isin(choice.docs)].rename(columns={"theme": "category"})
    try:
        return in_context(find_terms(part, choice.lexicon), part)
    except ConfigError as problem:
        raise ValueError(str(problem)) from None


def _compiled(pattern: str) -> str | re.Pattern:
    if len(pattern) < 3 or not (pattern.startswith("/") and pattern.endswith("/")):
        return pattern
    try:
        return re.compile(pattern[1:-1])
    except re.error as problem:
        raise ValueError(f"{pattern} is no regular expression: {problem}") from None


def _counts(spans: pd.DataFrame, part: Corpus, layer: str, *, by: str) -> pd.DataFrame:
    """Rates, or shares of themes, of every category found."""
    if spans.empty:
        return pd.DataFrame(columns=COUNTS)
    table = (shares if layer == THEMES else rates)(spans, part, by=by, of="category")
    table["province"] = table[by] if by == "group" else table[by].map(part.documents["group"])
    return table.assign(rate=table["share"], n=table["sentences"]) if layer == THEMES else table


def _zeros(part: Corpus, category: str, layer: str) -> pd.DataFrame:
    """Nothing was found: a real zero for every group, without an interval."""
    groups = sorted(set(part.documents["group"]))
    table = pd.DataFrame({"province": groups, "category": category, "n": 0, "sentences": 0, "rate": 0.0})
    return _named(table.assign(documents=0, low=float("nan"), high=float("nan")), [category], layer)


def _named(counts: pd.DataFrame, shown: list[str], layer: str) -> pd.DataFrame:
    """The categories to show, in order and with their names."""
    table = counts[counts["category"].isin(shown)].sort_values("province", kind="stable")
    table = table.sort_values("category", key=lambda column: column.map(shown.index), kind="stable")
    names = [name(layer, category) for category in table["category"]]
    return table.assign(name_en=[n.en for n in names], name_zh=[n.zh for n in names]).reset_index(drop=True)


def _largest(counts: pd.DataFrame) -> list[str]:
    return list(counts.groupby("category")["rate"].sum().sort_values(ascending=False, kind="stable").index[:SHOWN])
