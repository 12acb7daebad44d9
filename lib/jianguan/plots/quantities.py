"""The chart of single statistics: each unit has its own scale."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from jianguan.plots.canvas import (
    beside,
    chart,
    colour_key,
    key_height,
    links,
    names,
    new_axes,
    no_data,
    require,
    status_colour,
)
from jianguan.plots.rows import most_rows, row_label, say_left_out
from jianguan.style import style
from jianguan.typeset import printable, shorten, width
from jianguan.wording import named, number, qualified, word

STATUSES = ["achieved", "change", "target", "baseline", "rule"]
GAP = 0.3  # rows between two units


@chart
def plot_quantities(quantities: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Statistics one by one, grouped by unit: bars are comparable within a unit only, so each unit has its own scale.

    Takes one row per statistic: `value, unit, status`, and `name_en`, `name_zh` (what is counted; else `measure`);
    optional `qualifier`, `href`. Units with most statistics stand first, the largest values first within a unit. Where
    not all have room, each unit shows its largest few and says of how many.
    """
    require(quantities, ["unit", "status"], numbers=["value"])
    statuses = [status for status in STATUSES if status in set(quantities["status"])]
    key = {word(f"status:{status}"): status_colour(status) for status in statuses} if len(statuses) > 1 else {}
    remark = 1.5 * style().size("note")
    drawn = _that_fit(_ordered(quantities), most_rows(key_height(key) + remark, lines=1.3))
    if drawn.empty:
        return no_data(ax or new_axes(0))
    ax = ax or new_axes(key_height(key) + remark + 1.75 * style().size("base") * (drawn["y"].max() + 1))
    ax.set(xlim=(0, 1), ylim=(drawn["y"].max() + 0.5, -0.5), xticks=[], yticks=[])
    across = 0.4 * style().size("width") * 72
    shown = [shorten(name, across, style().size("base"), lines=1) for name in names(drawn, "name", "measure")]
    left = max(width(name, style().size("base")) for name in shown) + 1.6 * style().size("base")
    for unit, group in drawn.assign(shown=shown).groupby("unit", sort=False):
        left_of_names = _name_unit(ax, unit, group, left)
        _unit_bars(ax, group)
    colour_key(ax, key, left_of_names)
    say_left_out(ax, len(quantities) - len(drawn))
    return ax


def _ordered(quantities: pd.DataFrame) -> pd.DataFrame:
    """The statistics by unit, with how many its unit has as `of`."""
    of = quantities.groupby("unit")["value"].transform("size")
    keys = pd.DataFrame({"of": -of, "unit": quantities["unit"], "value": -quantities["value"]})
    return quantities.assign(of=of).loc[keys.sort_values(["of", "unit", "value"], kind="stable").index]


def _that_fit(ordered: pd.DataFrame, most: int) -> pd.DataFrame:
    """As many of each unit as let all units have room, at least two; then as many units as have room. Adds `y`."""
    ranks = ordered.groupby("unit", sort=False).cumcount()
    for largest in range(max(2, int(ranks.max()) + 1 if len(ranks) else 0), 1, -1):
        drawn = ordered[ranks < largest]
        gaps = GAP * (drawn["unit"].ne(drawn["unit"].shift()).cumsum() - 1)
        drawn = drawn.assign(y=np.arange(len(drawn)) + gaps)
        if drawn["y"].max() + 1 <= most:
            break
    return drawn[drawn.groupby("unit", sort=False)["y"].transform("max") + 1 <= max(most, 2)]


def _name_unit(ax: Axes, unit: str, group: pd.DataFrame, left: float) -> float:
    """The unit at the far left of its rows, and how many of how many it shows; returns where it begins."""
    size, across = style().size("base"), 0.23 * style().size("width") * 72
    name, all_of_it = printable(named(f"unit:{unit}", word("unit_as_printed", unit=unit))), group["of"].iloc[0]
    if len(group) < all_of_it:
        name += word("first_of", n=number(len(group)), all=number(all_of_it))
    text = shorten(name, across, size, lines=len(group))
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "top", "linespacing": 1.15}
    looks = {"color": style().colours["quiet"], "weight": "bold"}
    ax.annotate(text, (0, group["y"].iloc[0]), (-left - across, 0.55 * size), **place, **looks)
    return left + across


def _unit_bars(ax: Axes, group: pd.DataFrame) -> None:
    """The bars of one unit, the longest as long as the chart is wide, their values in that unit."""
    qualifiers = group["qualifier"] if "qualifier" in group else ["exact"] * len(group)
    rows = zip(group["y"], group["value"], group["status"], qualifiers, links(group), group["shown"], strict=True)
    most = group["value"].abs().max() or 1
    for y, value, status, qualifier, link, name in rows:
        ax.barh(y, value / most, height=0.7, color=status_colour(status))[0].set_url(link)
        row_label(ax, y, name, va="center_baseline", url=link)
        beside(ax, qualified(value, "", qualifier), max(0, value / most), y, url=link)
