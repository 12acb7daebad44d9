"""Try your own question: a panel for JupyterLab in which sentences, rates and a chart follow every choice.

`Explorer` is the panel around `look`, which answers one question. It also runs without a browser: set the `value` of a
control, and read the `value` of what is shown.
"""

import io
from collections.abc import Callable
from html import escape

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from jianguan.corpus import Corpus, shortened
from jianguan.errors import ConfigError
from jianguan.evidence import evidence, linked_table
from jianguan.labels import CEREMONY
from jianguan.layers import layers
from jianguan.lexicon import FOLDER, load_lexicon
from jianguan.plots import plot_rates
from jianguan.question import EVERY, THEMES, Choice, look
from jianguan.said import document_labels, name
from jianguan.whatif import recount, relabel
from jianguan.wording import named

GROUPS = ["province", "level", "genre", "year", "document"]
LINES = 60  # sentences in the list
BY_HAND = "set by hand"


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
