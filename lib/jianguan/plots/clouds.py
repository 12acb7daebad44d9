"""Word clouds that can be read: all groups on one scale, each beside the ranked bars that say the same.

A word's height grows with the square root of its count, so that the ink it takes grows with the count. Words are
placed small, by the occupancy map of `wordcloud` (Mueller 2012-) on their true outlines' boxes, and drawn as text: it
stays text in a page and becomes outlines in a file.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from random import Random

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text
from wordcloud.wordcloud import IntegralOccupancyMap

from jianguan.plots.canvas import beside, chart, colour_key, links, names, new_axes, no_data, require, row_label
from jianguan.style import province_colours, shade, style
from jianguan.typeset import printable, shorten, width
from jianguan.wording import named, number, word

CANVAS = 340  # units across a cloud; a unit is about a point of a report
SMALLEST = 6.5  # units; rarer words are left to the tables
DROP = 0.14  # how far a character reaches below the line it stands on, in parts of its size
OFFERS = 12  # free places tried for each word; the one nearest to the middle is taken
DENSEST = 0.68  # the part of a cloud that its words may cover: where the search for a scale begins


class CloudWord(Text):
    """Text whose size is given in data units, so that a cloud keeps its form at every size of the chart."""

    def __init__(self, ax: Axes, place: tuple[float, float], text: str, height: float, **looks):
        super().__init__(*place, text, transform=ax.transData, va="baseline", weight="bold", in_layout=False, **looks)
        self.host, self.height = ax, height
        ax.add_artist(self)

    def _fit(self) -> None:
        (_, low), (_, high) = self.host.transData.transform([(0, 0), (0, self.height)])
        self.set_fontsize(abs(high - low) * 72 / self.host.figure.dpi)

    def get_window_extent(self, renderer=None, dpi=None):
        """The box of the text at its present size."""
        self._fit()
        return super().get_window_extent(renderer, dpi)

    def draw(self, renderer):
        """Draw at the present size of the chart."""
        self._fit()
        super().draw(renderer)


@chart
def plot_clouds(frequencies: pd.DataFrame, *, by: str = "province", top: int = 40, ax: Axes | None = None) -> Axes:
    """One word cloud per group, all on one scale, each with the bars of its first words beside it.

    Takes one row per group and word: `<by>, word, n` (the table of `compare.frequencies`), optional `label_en`,
    `label_zh` (of the group), `word_en`, `word_zh`, `href`. At most `top` words of each group are drawn: words of the
    same height occur equally often, in whichever cloud; none is ever made smaller to fit.
    """
    require(frequencies, [by, "word"], numbers=["n"])
    chosen = _most_frequent(frequencies, by, top if style().context == "report" else (top + 1) // 2)
    groups = _ordered(chosen, by)
    ax = ax or new_axes(10 * max(len(groups), 1), pitch=1.5)
    if not groups:
        return no_data(ax)
    ax.axis("off")
    places = list(_places(len(groups)))
    colours, shape = province_colours(groups), _shape(ax, places[0][0][2:])
    layouts = _layouts({group: chosen[chosen[by] == group] for group in groups}, shape)
    for group, (cloud_at, bars_at, rows) in zip(groups, places, strict=True):
        cloud, bars = ax.inset_axes(cloud_at), ax.inset_axes(bars_at)
        words = chosen[chosen[by] == group].reset_index(drop=True)
        _head(cloud, _title(words, by, group), colours[group])
        tints = [shade(colours[group], 0.25 * rank / len(words)) for rank in range(len(words))]
        _draw_cloud(cloud, words, layouts[group], dict(zip(words["word"], tints, strict=True)), shape)
        _ranked_bars(bars, words.head(rows), [colours[group]] * rows, chosen["n"].max(), rows / bars_at[3])
    return ax


def _places(count: int) -> Iterator[tuple[tuple, tuple, int]]:
    """Where each cloud and its bars go, and how many bars: on a page in rows, on a slide in up to three columns."""
    for i in range(count):
        if style().context == "report":
            low, high = 1 - (i + 0.92) / count, 0.8 / count
            yield (0, low, 0.6, high), (0.75, low, 0.17, high), 8
        else:
            columns = min(count, 3)
            deep = -(-count // columns)
            (row, column), wide = divmod(i, columns), 1 / columns
            left, low = column * wide, 1 - (row + 1) / deep
            bars = left + 0.3 * wide, low + 0.02 / deep, 0.5 * wide, 0.34 / deep
            yield (left, low + 0.42 / deep, 0.94 * wide, 0.5 / deep), bars, 5


@chart
def plot_comparison_cloud(frequencies: pd.DataFrame, *, by: str = "province", top: int = 60, ax: Axes | None = None):
    """One cloud of all groups' words: in a group's colour what it uses more than any other, in grey what they share.

    Takes one row per group and word: `<by>, word, n`, optional `word_en`, `word_zh`, `href`. A word is a group's own
    if its part of the group's words is more than twice as large as in every other group; all others stay, in grey.
    """
    require(frequencies, [by, "word"], numbers=["n"])
    ax = ax or new_axes(15, pitch=1.8)
    if not (frequencies["n"] > 0).any():
        return no_data(ax)
    ax.axis("off")
    groups, owners = _ordered(frequencies, by), _owners(frequencies, by)
    totals = frequencies.groupby("word")["n"].transform("sum")
    words = frequencies.assign(n=totals).drop_duplicates("word")
    words = words.sort_values(["n", "word"], ascending=[False, True], ignore_index=True).head(top)
    colours = province_colours(groups)
    grey = style().colours["baseline"]
    chosen = {name: colours.get(owners.get(name), grey) for name in words["word"]}
    cloud, bars, shape = ax.inset_axes((0, 0, 0.66, 1)), ax.inset_axes((0.82, 0, 0.12, 1)), _shape(ax, (0.66, 1))
    _draw_cloud(cloud, words, _layouts({"all": words}, shape)["all"], chosen, shape)
    first = words.head(14)
    _ranked_bars(bars, first, [chosen[name] for name in first["word"]], words["n"].max(), len(first))
    colour_key(ax, {named(f"{by}:{group}", str(group)): colours[group] for group in groups} | {word("common"): grey})
    return ax


@chart
def plot_ranked(frequencies: pd.DataFrame, *, by: str = "province", top: int = 12, ax: Axes | None = None) -> Axes:
    """The most frequent words of each group as ranked bars, one panel per group, one scale for all.

    Takes `<by>, word, n`, optional `label_en`, `label_zh` (of the group), `word_en`, `word_zh`, `href`.
    """
    require(frequencies, [by, "word"], numbers=["n"])
    chosen = _most_frequent(frequencies, by, top)
    groups = _ordered(chosen, by)
    columns = min(3, len(groups)) or 1
    deep = -(-len(groups) // columns) or 1
    ax = ax or new_axes(deep * (top + 2), pitch=1.6)
    if not groups:
        return no_data(ax)
    ax.axis("off")
    colours = province_colours(groups)
    for i, group in enumerate(groups):
        row, column = divmod(i, columns)
        panel = ax.inset_axes(((column + 0.4) / columns, 1 - (row + 0.95) / deep, 0.45 / columns, 0.84 / deep))
        words = chosen[chosen[by] == group].reset_index(drop=True)
        _head(panel, _title(words, by, group), colours[group])
        _ranked_bars(panel, words, [colours[group]] * len(words), chosen["n"].max(), deep * (top + 1))
        panel.set_ylim(top - 0.5, -0.5)
    return ax


def _most_frequent(frequencies: pd.DataFrame, by: str, top: int) -> pd.DataFrame:
    """The first words of each group; equal counts stand in the order of the words."""
    present = frequencies[frequencies["n"] > 0].sort_values(["n", "word"], ascending=[False, True], kind="stable")
    return present.groupby(by, sort=False).head(top)


def _ordered(table: pd.DataFrame, by: str) -> list:
    """The groups of a table: provinces in the order of their colours, others in the order of their names."""
    seen = sorted(set(table[by]), key=str)
    return [group for group in province_colours(seen) if group in seen] if by == "province" else seen


def _title(words: pd.DataFrame, by: str, group: str) -> str:
    return names(words).iloc[0] if "label_en" in words else named(f"{by}:{group}", str(group))


def _head(ax: Axes, title: str, colour: str) -> None:
    looks = {"fontsize": style().size("base"), "weight": "bold", "color": colour}
    ax.annotate(printable(title), (0, 1), (0, 3), xycoords="axes fraction", textcoords="offset points", **looks)


def _owners(frequencies: pd.DataFrame, by: str) -> dict:
    """The group whose own each word is; shared words are not in it."""
    wide = frequencies.pivot_table(index="word", columns=by, values="n", aggfunc="sum", fill_value=0)
    parts = (wide / wide.sum()).fillna(0.0)
    ranked = np.sort(np.pad(parts.to_numpy(), ((0, 0), (1, 0))), axis=1)
    own = ranked[:, -1] > 2 * ranked[:, -2]
    return dict(zip(parts.index[own], parts[own].idxmax(axis=1), strict=True))


def _shape(ax: Axes, cell: Sequence[float]) -> tuple[int, int]:
    """Height and width of a cloud in units, as the chart will give it room."""
    across, up = ax.figure.get_size_inches() * 72
    up = up if style().context == "report" else style().room or 0.6 * up
    return round(CANVAS * cell[1] * up / (cell[0] * (across - 2 * style().size("margin")))), CANVAS


def _layouts(tables: dict, shape: tuple[int, int]) -> dict[str, list]:
    """Where each word of each cloud goes, in the largest scale at which all find room."""
    ink = {name: sum(np.prod(_box(*row)) for row in _sized(table, 10.0)) for name, table in tables.items()}
    densest_first = sorted(tables, key=lambda name: (-ink[name], str(name)))
    scale = 10.0 * np.sqrt(DENSEST * np.prod(shape) / max(ink.values()))
    while True:
        placed = {}
        for name in densest_first:
            placed[name] = _placed(_sized(tables[name], scale), shape)
            if placed[name] is None:
                break
        else:
            return placed
        scale *= 0.95


def _sized(words: pd.DataFrame, scale: float) -> list[tuple[str, float]]:
    """Each word as shown, with its height."""
    heights = scale * np.sqrt(words["n"].astype(float))
    return list(zip(map(printable, names(words, "word", "word")), heights, strict=True))


def _box(shown: str, height: float) -> tuple[int, int]:
    """Height and width of a word with a little air around it, in whole units."""
    return ceil(1.08 * height), ceil(width(shown, height, bold=True) + 0.2 * height)


def _placed(words: list[tuple[str, float]], shape: tuple[int, int]) -> list | None:
    """Left, top and height of each word that is not too small; None if one finds no room."""
    free, taken = IntegralOccupancyMap(*shape, None), np.zeros(shape, dtype=np.uint8)
    chance, middle, layout = Random(0), np.array(shape) / 2, []
    for shown, height in words:
        if height < SMALLEST:
            break
        box = np.array(_box(shown, height))
        tried = [free.sample_position(*map(int, box), chance) for _ in range(OFFERS)]
        offers = [offer for offer in tried if offer]
        if not offers:
            return None
        top, left = min(offers, key=lambda offer: np.sum(((offer + box / 2 - middle) / shape) ** 2))
        taken[top : top + box[0], left : left + box[1]] = 255
        free.update(taken, top, left)
        layout.append((left + 0.1 * height, top + 0.04 * height, height))
    return layout


def _draw_cloud(ax: Axes, words: pd.DataFrame, layout: list, colours: dict, shape: tuple[int, int]) -> None:
    """Write the words where the layout puts them; the link goes with the word."""
    ax.set(xlim=(0, shape[1]), ylim=(shape[0], 0), xticks=[], yticks=[], aspect="equal", anchor="W")
    rows = zip(words["word"], names(words, "word", "word"), links(words), layout, strict=False)
    for key, shown, link, (left, top, height) in rows:
        looks = {"color": colours[key], "url": link}
        CloudWord(ax, (left, top + (1 - DROP) * height), printable(shown), height, **looks)


def _ranked_bars(ax: Axes, words: pd.DataFrame, colours: list[str], most: float, rows: float) -> None:
    """Words from the most frequent down, each with its count."""
    pitch = (style().room or 0.6 * style().height * 72) / rows if style().context == "slide" else np.inf
    size = min(0.95 * style().size("base"), 0.75 * pitch)
    bars = ax.barh(range(len(words)), words["n"], height=0.6, color=colours[: len(words)])
    for bar, link in zip(bars, links(words), strict=True):
        bar.set_url(link)
    ax.set(xlim=(0, most), ylim=(max(len(words), 5) - 0.5, -0.5), xticks=[], yticks=[])
    for y, (shown, n, link) in enumerate(zip(names(words, "word", "word"), words["n"], links(words), strict=True)):
        row_label(ax, y, shorten(shown, 9 * size, size, lines=1), va="center_baseline", fontsize=size, url=link)
        beside(ax, number(n), n, y, fontsize=size, url=link)
