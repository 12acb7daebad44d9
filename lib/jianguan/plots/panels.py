"""Small charts of one form side by side, one per group: each with its name above, all on one scale."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from jianguan.plots.canvas import names
from jianguan.plots.rows import room
from jianguan.style import province_colours, style
from jianguan.typeset import shorten
from jianguan.wording import named

PITCH = {"report": 1.7, "slide": 1.3}  # from row to row, in parts of the text size
NARROWEST = 14.0  # the width of a panel, in parts of the text size


class Panels(NamedTuple):
    """How the panels lie: how many of the groups, in how many columns, with how many rows of words each."""

    groups: list
    columns: int
    rows: int

    @property
    def deep(self) -> int:
        """How many panels stand below each other."""
        return -(-len(self.groups) // self.columns)

    @property
    def height(self) -> float:
        """The points that all panels take on a page."""
        return PITCH[style().context] * style().size("base") * self.deep * (self.rows + 1.5)


def arranged(groups: Sequence, rows: int, taken: float = 0.0) -> Panels:
    """Panels of up to so many rows for the first of these groups that have room: on a page all, on a slide two lines.

    `taken` are the points that a scale below them needs.
    """
    now = style()
    columns = max(1, min(3, len(groups), int(now.size("width") * 72 / (NARROWEST * now.size("base")))))
    if now.context == "report":
        return Panels(list(groups), columns, rows)
    deep = 1 if len(groups) <= columns else 2
    fit = int(room(taken) / deep / (PITCH["slide"] * now.size("base")) - 1.5)
    return Panels(list(groups)[: columns * deep], columns, max(1, min(rows, fit)))


def panel_axes(ax: Axes, panels: Panels, left: float, right: float) -> list[Axes]:
    """Axes for each panel inside `ax`, with so many points for names at the left and for numbers at the right."""
    ax.axis("off")
    across = (style().size("width") * 72 - 2 * style().size("margin")) / panels.columns
    left, wide = left / across, max(0.2, 1 - (left + right) / across)
    high = panels.rows / (panels.rows + 1.5) / panels.deep
    made = []
    for i in range(len(panels.groups)):
        row, column = divmod(i, panels.columns)
        low = 1 - (row + 1) / panels.deep + 0.1 / panels.deep / (panels.rows + 1.5)
        panel = ax.inset_axes(((column + left) / panels.columns, low, wide / panels.columns, high))
        panel.set(xticks=[], yticks=[], ylim=(panels.rows - 0.5, -0.5))
        made.append(panel)
    return made


def panel_head(panel: Axes, title: str, colour: str, left: float = 0.0) -> None:
    """The name of a panel's group above it, beginning so many points to the left of its axes."""
    size = style().size("base")
    room_across = NARROWEST * size
    looks = {"weight": "bold", "color": colour, "va": "baseline", "xycoords": "axes fraction"}
    panel.annotate(
        shorten(title, room_across, size, 1), (0, 1), (-left, 0.4 * size), textcoords="offset points", **looks
    )


def group_title(words: pd.DataFrame, by: str, group: object) -> str:
    """What a group is called: a place by its name, anything else by its label, else as it is written."""
    return named(f"{by}:{group}", names(words, "label", by).iloc[0] or str(group))


def in_order(groups: pd.Series, by: str) -> list:
    """The groups of a column: provinces in the order of their colours, others in the order of their names."""
    seen = sorted(set(groups), key=str)
    return [group for group in province_colours(seen) if group in seen] if by == "province" else seen


def richest(groups: Sequence, weight: pd.Series, most: int) -> list:
    """The `most` groups of the greatest weight, in the order in which they were given."""
    kept = set(weight.sort_values(ascending=False, kind="stable").index[:most])
    return [group for group in groups if group in kept]
