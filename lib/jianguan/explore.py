"""Try your own question: a panel for JupyterLab in which sentences, rates and a chart follow every choice.

`look` answers one choice from the tables; `Explorer` is the panel around it. It also runs without a browser: set the
`value` of a control, and read the `value` of what is shown.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from jianguan.compare import rates, shares
from jianguan.corpus import Corpus, shortened
from jianguan.errors import ConfigError
from jianguan.evidence import evidence, in_context, kwic, linked_table
from jianguan.labels import CEREMONY
from jianguan.layers import layers
from jianguan.lexicon import FOLDER, find_terms, load_lexicon
from jianguan.plots import plot_rates
from jianguan.said import document_labels, known, name
from jianguan.whatif import recount, relabel
from jianguan.wording import named

EVERY = "every category"
GROUPS = ["province", "level", "genre", "year", "document"]
SHOWN = 6  # categories in the chart
LINES = 60  # sentences in the list
THEMES = "themes"
BY_HAND = "set by hand"
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


class Explorer(widgets.VBox):
    """The panel. Controls: `pattern, lexicon, category, group, documents` and, for labels, `sentence, themes, apply,
    undo`. Shown: `message, found, numbers, chart, confidence, recounted`. `labels` holds the labels in force."""

    def __init__(self, corpus: Corpus):
        self.corpus, self.labels = corpus, layers(corpus)[THEMES]
        self._make_controls()
        self._make_label_controls()
        self.message, self.found, self.numbers, self.chart = (widgets.HTML() for _ in range(4))
        self.confidence, self.recounted = widgets.HTML(), widgets.HTML()
        for control in (self.pattern, self.category, self.group, self.documents):
            control.observe(self._on(self.show), "value")
        self.lexicon.observe(self._on(self._offer_categories), "value")
        self.sentence.observe(self._on(self._show_label), "value")
        self.apply.on_click(self._on(self._relabel))
        self.undo.on_click(self._on(self._undo))
        super().__init__([self._question(), self.message, self.chart, self.numbers, self.found, self._labelling()])
        self._offer_categories()
        self._show_label()

    def _make_controls(self) -> None:
        labels, wide = document_labels(self.corpus)["label_en"], {"layout": widgets.Layout(width="24rem")}
        given = {"continuous_update": False, **wide}
        self.pattern = widgets.Text(description="Term", placeholder="食品 or /[0-9]+件/", **given)
        self.lexicon = widgets.Combobox(value=THEMES, options=_described(), description="Lexicon", **given)
        self.category = widgets.Dropdown(options=[EVERY], description="Theme", **wide)
        self.group = widgets.ToggleButtons(options=GROUPS, description="Group by")
        texts = [(labels[doc], doc) for doc in self.corpus.documents.index]
        chosen = {"value": [doc for _, doc in texts], "rows": min(len(texts), 8)}
        self.documents = widgets.SelectMultiple(options=texts, description="Texts", **chosen, **wide)

    def _make_label_controls(self) -> None:
        wide = {"layout": widgets.Layout(width="48rem")}
        sentences = _by_confidence(self.corpus, self.labels)
        self.sentence = widgets.Dropdown(options=sentences, description="Sentence", **wide)
        self.themes = widgets.SelectMultiple(options=_categories(THEMES), description="Themes", rows=8, **wide)
        self.apply = widgets.Button(description="Relabel and recount", layout=widgets.Layout(width="max-content"))
        self.undo = widgets.Button(description="Undo all")

    def _question(self) -> widgets.Widget:
        asked = widgets.VBox([self.pattern, self.lexicon, self.category])
        return widgets.VBox([widgets.HBox([asked, self.documents]), self.group])

    def _labelling(self) -> widgets.Widget:
        parts = [self.sentence, self.confidence, self.themes, self.apply, self.undo, self.recounted]
        return widgets.Accordion([widgets.VBox(parts)], titles=["Change a label and recount (least certain first)"])

    def _on(self, act: Callable[[], None]) -> Callable:
        return lambda _change: act()

    def choice(self) -> Choice:
        """What the controls say."""
        category = self.category.value or EVERY
        return Choice(self.pattern.value, self.lexicon.value, category, self.group.value, tuple(self.documents.value))

    def show(self) -> None:
        """Answer the choice: sentences, rates and chart together; a problem is one line, and nothing stale stays."""
        try:
            view = look(self.corpus, self.labels, self.choice())
        except ValueError as problem:
            self.message.value = f"<p><strong>{escape(str(problem))}</strong></p>"
            self.chart.value = self.numbers.value = self.found.value = ""
            return
        unit = "share of labelled characters" if "share" in view.counts else "rate per 1,000 characters"
        texts = f"{view.spans['doc'].nunique()} of {len(view.corpus.documents)} texts"
        self.message.value = f"<p>{len(view.spans):,} found in {texts}. Shown: {unit}, n and 95 % intervals.</p>"
        self.chart.value = drawn(plot_rates(view.counts, of="category", documents=view.documents))
        self.numbers.value = linked_table(_rounded(view.counts), {})._repr_html_()
        self.found.value = evidence(view.spans.head(LINES), view.corpus)._repr_html_()

    def _offer_categories(self) -> None:
        """The categories of the chosen lexicon; where it cannot be read, `show` says why."""
        self.category.options = [(EVERY, EVERY), *_categories(self.lexicon.value)]
        self.show()

    def _show_label(self) -> None:
        """The sentence chosen, with its labels and how sure the word list is of each."""
        doc, number = self.sentence.value
        mine = self.labels[self.labels["doc"].eq(doc) & self.labels["sentence"].eq(number)]
        told = [f"{name(THEMES, r.theme).en}: {_sure(r.confidence)} ({r.terms or BY_HAND})" for r in mine.itertuples()]
        text = self.corpus.sentences.set_index(["doc", "sentence"]).loc[(doc, number), "text"]
        lines = "".join(f"<p>{escape(line)}</p>" for line in told or ["no label"])
        self.confidence.value = f'<p lang="zh">{escape(text)}</p>{lines}'
        self.themes.value = list(mine["theme"])

    def _relabel(self) -> None:
        before = self.labels
        self.labels = relabel(before, self.corpus, self.sentence.value, list(self.themes.value))
        self._recount(before)

    def _undo(self) -> None:
        before, self.labels = self.labels, layers(self.corpus)[THEMES]
        self._recount(before)

    def _recount(self, before: pd.DataFrame) -> None:
        table = recount(before, self.labels, self.corpus)
        texts, themes = document_labels(self.corpus)["label_en"], [name(THEMES, t).en for t in table["theme"]]
        told = table.assign(doc=table["doc"].map(texts), theme=themes).rename(columns={"doc": "text"})
        self.recounted.value = linked_table(_rounded(told), {})._repr_html_()
        self._show_label()
        self.show()


def explore(corpus: Corpus) -> Explorer:
    """A panel to ask the corpus: a term or pattern, a theme, a lexicon (a name, or the path of your own), a group, some
    of the texts; and to change labels, seeing what that changes. Shown by JupyterLab; works without it too.
    """
    return Explorer(corpus)


def drawn(ax: Axes) -> str:
    """A chart as SVG, its figure closed."""
    buffer = io.StringIO()
    try:
        with plt.rc_context({"svg.fonttype": "path"}):  # the page may lack the font
            ax.figure.savefig(buffer, format="svg", metadata={"Date": None}, bbox_inches="tight")
    finally:
        plt.close(ax.figure)
    return buffer.getvalue()[buffer.getvalue().index("<svg") :]


def _described() -> list[str]:
    """The shipped lexicons whose categories are explained; any other one can be typed."""
    described = pd.read_csv(FOLDER / "categories.csv", encoding="utf-8")["lexicon"].unique()
    return [lexicon for lexicon in described if (FOLDER / f"{lexicon}.csv").exists()]


def _categories(lexicon: str) -> list[tuple[str, str]]:
    """The categories of a lexicon with their names; none where it cannot be read."""
    try:
        found = load_lexicon(lexicon)["category"].str.split("|").explode().unique()
    except ConfigError:
        return []
    return [(name(lexicon, category).en, category) for category in found if category != CEREMONY]


def _by_confidence(corpus: Corpus, labels: pd.DataFrame) -> list[tuple[str, tuple[str, int]]]:
    """The body sentences as options: those labelled with least confidence first, those without a label last."""
    least = labels.groupby(["doc", "sentence"])["confidence"].min()
    body = corpus.sentences[corpus.sentences["kind"] == "body"].set_index(["doc", "sentence"])
    table = body.assign(confidence=least.reindex(body.index)).sort_values("confidence", kind="stable")
    texts = document_labels(corpus)["label_en"]
    return [(f"{_sure(r.confidence)} · {texts[r.Index[0]]} · {shortened(r.text)}", r.Index) for r in table.itertuples()]


def _sure(confidence: float) -> str:
    return "–" if pd.isna(confidence) else f"{confidence:.2f}"


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    """The columns to read, in order, without those only a chart needs."""
    unread = ["name_zh", "category", "group", "share", "total", "characters", "coded"]
    table = table.drop(columns=unread, errors="ignore").round(3)
    if "province" in table:
        table["province"] = [named(f"province:{group}", group) for group in table["province"]]
    table = table.rename(columns={"province": "group", "name_en": "category"})
    first = [column for column in ("category", "group", "rate", "low", "high") if column in table]
    return table[[*first, *table.columns.difference(first, sort=False)]]
