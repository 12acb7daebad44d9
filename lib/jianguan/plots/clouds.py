"""Word clouds that can be read: all groups on one scale, each beside the ranked bars that say the same.

A word's height grows with the square root of its count, so that the ink it takes grows with the count. Words are
placed small, by the occupancy map of `wordcloud` (Mueller 2012-) on their true outlines' boxes, and drawn as text: it
stays text in a page and becomes outlines in a file.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text
from PIL import Image
from wordcloud.wordcloud import IntegralOccupancyMap

from jianguan.errors import ConfigError
from jianguan.plots.canvas import beside, chart, colour_key, key_height, links, names, new_axes, no_data, require
from jianguan.plots.panels import arranged, group_title, in_order, panel_axes, panel_head, richest
from jianguan.plots.rows import most_rows, room, row_label, say_left_out
from jianguan.style import province_colours, style
from jianguan.typeset import printable, shorten, width
from jianguan.wording import named, number, word

Mask = str | Path | np.ndarray | None
CANVAS = 340  # units across a cloud; a unit is about a point of a report
DROP = 0.14  # how far a character reaches below the line it stands on, in parts of its size
OFFERS = 12  # free places tried for each word; the one nearest to the middle is taken
MOST = {"report": 12, "slide": 3}  # clouds in a chart
NARROW = 12.0  # the width of a cloud on a slide, in parts of the text size
OWNERS = 6  # groups whose words have a colour of their own where many groups share a cloud
SPARE = 1.1  # words are a little larger than they must be: names beside the bars may take from the width
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
def plot_clouds(
    frequencies: pd.DataFrame, *, by: str = "province", top: int = 40, mask: Mask = None, ax: Axes | None = None
) -> Axes:
    """One word cloud per group, all on one scale, each with the bars of its first words beside it.

    Takes one row per group and word: `<by>, word, n` (the table of `compare.frequencies`), optional `label_en`,
    `label_zh` (of the group), `word_en`, `word_zh`, `href`. At most `top` words of each group are drawn, on a slide
    half as many: words of the same height occur equally often, in whichever cloud; none is ever made smaller to fit.
    Where not all groups have room, those with most words are drawn. `mask` gives the clouds a form: a picture (or its
    file) whose white or transparent parts stay empty, or a table of truth values, true where words may stand.
    """
    require(frequencies, [by, "word"], numbers=["n"])
    every = in_order(frequencies.loc[frequencies["n"] > 0, by], by)
    if not every:
        return no_data(ax or new_axes(0))
    groups = richest(every, frequencies.groupby(by)["n"].sum(), _most_clouds(len(every)))
    top = top if style().context == "report" else (top + 1) // 2
    chosen = _most_frequent(frequencies[frequencies[by].isin(groups)], by, top)
    ax = ax or new_axes(15 * style().size("base") * len(groups))
    ax.axis("off")
    places, colours = list(_places(len(groups))), province_colours(groups)
    shape, smallest = _shape(ax, places[0][0][2:])
    tables = {group: chosen[chosen[by] == group].reset_index(drop=True) for group in groups}
    layouts = _layouts(tables, _free(mask, shape), smallest)
    for group, (cloud_at, bars_at, rows) in zip(groups, places, strict=True):
        cloud, bars, words = ax.inset_axes(cloud_at), ax.inset_axes(bars_at), tables[group]
        panel_head(cloud, group_title(words, by, group), colours[group])
        _draw_cloud(cloud, words, layouts[group], dict.fromkeys(words["word"], colours[group]), shape)
        _ranked_bars(bars, words.head(rows), [colours[group]] * rows, chosen["n"].max())
        bars.set_ylim(rows - 0.5, -0.5)
    say_left_out(ax, len(every) - len(groups))
    return ax


def _most_clouds(count: int) -> int:
    """How many clouds have room side by side (on a page: below each other)."""
    now = style()
    side_by_side = int(now.size("width") * 72 / (NARROW * now.size("base")))
    return min(count, MOST[now.context], side_by_side if now.context == "slide" else count)


def _places(count: int) -> Iterator[tuple[tuple, tuple, int]]:
    """Where each cloud and its bars go, and how many bars: on a page in rows, on a slide in columns."""
    rows = max(1, min(3, int(0.5 * room() / (1.3 * style().size("base")))))
    for i in range(count):
        if style().context == "report":
            low, high = 1 - (i + 0.92) / count, 0.8 / count
            yield (0, low, 0.6, high), (0.75, low, 0.17, high), 8
        else:
            wide, deep = 1 / count, min(0.6, 1.3 * style().size("base") * rows / room())
            bars = (i + 0.4) * wide, 0, 0.42 * wide, deep
            yield (i * wide, deep + 0.06, 0.94 * wide, 0.94 - deep - 1.6 * style().size("base") / room()), bars, rows


@chart
def plot_comparison_cloud(
    frequencies: pd.DataFrame, *, by: str = "province", top: int = 60, mask: Mask = None, ax: Axes | None = None
) -> Axes:
    """One cloud of all groups' words: in a group's colour what it uses more than any other, in grey what they share.

    Takes one row per group and word: `<by>, word, n`, optional `word_en`, `word_zh`, `href`. A word is a group's own
    if its part of the group's words is more than twice as large as in every other group; all others stay, in grey.
    The groups with most own words have a colour each, the others one together. `mask` as in `plot_clouds`.
    """
    require(frequencies, [by, "word"], numbers=["n"])
    if not (frequencies["n"] > 0).any():
        return no_data(ax or new_axes(0))
    totals = frequencies.groupby("word")["n"].transform("sum")
    words = frequencies.assign(n=totals).drop_duplicates("word")
    words = words.sort_values(["n", "word"], ascending=[False, True], ignore_index=True).head(top)
    colours, key = _own_colours(frequencies, words["word"], by)
    taken = key_height(key)
    ax = ax or new_axes(27 * style().size("base"))
    ax.axis("off")
    cloud, bars = ax.inset_axes((0, 0, 0.66, 1)), ax.inset_axes((0.82, 0, 0.12, 1))
    shape, smallest = _shape(ax, (0.66, 1 - taken / room() if style().context == "slide" else 1))
    _draw_cloud(cloud, words, _layouts({"all": words}, _free(mask, shape), smallest)["all"], colours, shape)
    first = words.head(min(14, most_rows(taken, lines=1.3)))
    _ranked_bars(bars, first, [colours[name] for name in first["word"]], words["n"].max())
    colour_key(ax, key)
    return ax


def _own_colours(frequencies: pd.DataFrame, words: pd.Series, by: str) -> tuple[dict, dict]:
    """The colour of each word, and the key that names the groups."""
    owners = {word: group for word, group in _owners(frequencies, by).items() if word in set(words)}
    every, own = in_order(frequencies[by], by), pd.Series(owners, dtype=object).value_counts(sort=False)
    named_groups = richest(every, own.reindex(every, fill_value=0), len(every) if len(every) <= OWNERS + 1 else OWNERS)
    colours, ink, grey = province_colours(every), style().colours["ink"], style().colours["quiet"]
    tints = {group: colours[group] if group in named_groups else ink for group in every}
    key = {named(f"{by}:{group}", str(group)): colours[group] for group in named_groups}
    if len(every) > len(named_groups):
        key[word(f"other_{by}s" if by == "province" else "other_rows", n=number(len(every) - len(named_groups)))] = ink
    chosen = {name: tints[owners[name]] if name in owners else grey for name in words}
    return chosen, key | {word("common"): grey}


@chart
def plot_ranked(frequencies: pd.DataFrame, *, by: str = "province", top: int = 12, ax: Axes | None = None) -> Axes:
    """The most frequent words of each group as ranked bars, one panel per group, one scale for all.

    Takes `<by>, word, n`, optional `label_en`, `label_zh` (of the group), `word_en`, `word_zh`, `href`. Where not all
    groups have room, those with most words are drawn.
    """
    require(frequencies, [by, "word"], numbers=["n"])
    every, size = in_order(frequencies.loc[frequencies["n"] > 0, by], by), style().size("base")
    if not every:
        return no_data(ax or new_axes(0))
    fit = arranged(every, top)
    panels = fit._replace(groups=richest(every, frequencies.groupby(by)["n"].sum(), len(fit.groups)))
    chosen = _most_frequent(frequencies[frequencies[by].isin(panels.groups)], by, panels.rows)
    ax, colours = ax or new_axes(panels.height), province_colours(every)
    for panel, group in zip(panel_axes(ax, panels, 8.5 * size, 2.5 * size), panels.groups, strict=True):
        words = chosen[chosen[by] == group].reset_index(drop=True)
        panel_head(panel, group_title(words, by, group), colours[group])
        _ranked_bars(panel, words, [colours[group]] * len(words), chosen["n"].max())
        panel.set_ylim(panels.rows - 0.5, -0.5)
    say_left_out(ax, len(every) - len(panels.groups))
    return ax


def _most_frequent(frequencies: pd.DataFrame, by: str, top: int) -> pd.DataFrame:
    """The first words of each group; equal counts stand in the order of the words."""
    present = frequencies[frequencies["n"] > 0].sort_values(["n", "word"], ascending=[False, True], kind="stable")
    return present.groupby(by, sort=False).head(top)


def _owners(frequencies: pd.DataFrame, by: str) -> dict:
    """The group whose own each word is; shared words are not in it."""
    wide = frequencies.pivot_table(index="word", columns=by, values="n", aggfunc="sum", fill_value=0)
    parts = (wide / wide.sum()).fillna(0.0)
    ranked = np.sort(np.pad(parts.to_numpy(), ((0, 0), (1, 0))), axis=1)
    own = ranked[:, -1] > 2 * ranked[:, -2]
    return dict(zip(parts.index[own], parts[own].idxmax(axis=1), strict=True))


def _shape(ax: Axes, cell: Sequence[float]) -> tuple[tuple[int, int], float]:
    """Height and width of a cloud in units, as the chart will give it room, and the units of the smallest words."""
    across, up = ax.figure.get_size_inches() * 72
    up, wide = up if style().context == "report" else room(), cell[0] * (across - 2 * style().size("margin"))
    unit = wide / CANVAS
    return (max(20, round(cell[1] * up / unit)), CANVAS), SPARE * style().size("note") / unit


def _free(mask: Mask, shape: tuple[int, int]) -> np.ndarray:
    """Where words may stand: everywhere, or where the mask is neither white nor transparent.

    Raises ConfigError for a file that is no picture, or a mask that leaves no room.
    """
    if mask is None:
        return np.ones(shape, dtype=bool)
    try:
        picture = Image.open(mask) if isinstance(mask, str | Path) else Image.fromarray(_painted(np.asarray(mask)))
        picture = picture.convert("RGBA").resize(shape[::-1], Image.Resampling.NEAREST)
    except (OSError, ValueError, TypeError) as problem:
        raise ConfigError(f"mask: {problem}") from None
    pixels = np.asarray(picture)
    free = (pixels[..., 3] > 0) & (pixels[..., :3].min(axis=2) < 250)
    if not free.any():
        raise ConfigError("mask: all of it is white or transparent, so no word can stand")
    return free


def _painted(mask: np.ndarray) -> np.ndarray:
    """Truth values as black on white; a picture as it is."""
    return np.where(mask, 0, 255).astype(np.uint8) if mask.dtype == bool else mask.astype(np.uint8)


def _layouts(tables: dict, free: np.ndarray, smallest: float) -> dict[str, list]:
    """Where each word of each cloud goes, in the largest scale at which all find room that are not too small."""
    ink = {name: sum(np.prod(_box(*row)) for row in _sized(table, 10.0)) for name, table in tables.items()}
    densest_first = sorted(tables, key=lambda name: (-ink[name], str(name)))
    scale = 20.0 * np.sqrt(DENSEST * free.sum() / max(ink.values()))
    while True:
        placed = {}
        for name in densest_first:
            words = [(shown, height) for shown, height in _sized(tables[name], scale) if height >= smallest]
            placed[name] = _placed(words, free)
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


def _placed(words: list[tuple[str, float]], free: np.ndarray) -> list | None:
    """Left, top and height of each word; None if one finds no room."""
    taken = np.where(free, 0, 255).astype(np.uint8)
    occupied, chance, middle, layout = IntegralOccupancyMap(*free.shape, ~free), Random(0), np.array(free.shape) / 2, []
    for shown, height in words:
        box = np.array(_box(shown, height))
        tried = [occupied.sample_position(*map(int, box), chance) for _ in range(OFFERS)]
        offers = [offer for offer in tried if offer]
        if not offers:
            return None
        top, left = min(offers, key=lambda offer: np.sum(((offer + box / 2 - middle) / free.shape) ** 2))
        taken[top : top + box[0], left : left + box[1]] = 255
        occupied.update(taken, top, left)
        layout.append((left + 0.1 * height, top + 0.04 * height, height))
    return layout


def _draw_cloud(ax: Axes, words: pd.DataFrame, layout: list, colours: dict, shape: tuple[int, int]) -> None:
    """Write the words where the layout puts them; the link goes with the word."""
    ax.set(xlim=(0, shape[1]), ylim=(shape[0], 0), xticks=[], yticks=[], aspect="equal", anchor="W")
    rows = zip(words["word"], names(words, "word", "word"), links(words), layout, strict=False)
    for key, shown, link, (left, top, height) in rows:
        looks = {"color": colours[key], "url": link}
        CloudWord(ax, (left, top + (1 - DROP) * height), printable(shown), height, **looks)


def _ranked_bars(ax: Axes, words: pd.DataFrame, colours: list[str], most: float) -> None:
    """Words from the most frequent down, each with its count."""
    size = style().size("base")
    bars = ax.barh(range(len(words)), words["n"], height=0.6, color=colours[: len(words)])
    for bar, link in zip(bars, links(words), strict=True):
        bar.set_url(link)
    ax.set(xlim=(0, most), ylim=(max(len(words), 5) - 0.5, -0.5), xticks=[], yticks=[])
    for y, (shown, n, link) in enumerate(zip(names(words, "word", "word"), words["n"], links(words), strict=True)):
        row_label(ax, y, shorten(shown, 9 * size, size, lines=1), va="center_baseline", url=link)
        beside(ax, number(n), n, y, url=link)
