"""One function per chart: a table in, Axes out. What each takes stands in its docstring.

All take an optional `href` per row (the bar, cell or word becomes a link), names in `label_en`, `label_zh` (of a row or
group) and `name_en`, `name_zh` (of a category), and `ax`. A chart that made its own figure can be drawn again for a
slide or in the other language, which is how `jianguan.export.save` makes its files.

how many, how much   plot_bars, plot_quantities, plot_ledger
made of what         plot_statuses, plot_expansion, plot_composition
what stands where    plot_heat, plot_presence, plot_indicators, plot_commitments, plot_cooccurrence
how sure             plot_rates, plot_keyness
when, and how alike  plot_timeline, plot_similarity
which words          plot_clouds with its bars, plot_comparison_cloud, plot_ranked
"""

from jianguan.plots.bars import (
    plot_bars,
    plot_composition,
    plot_expansion,
    plot_ledger,
    plot_statuses,
)
from jianguan.plots.clouds import plot_clouds, plot_comparison_cloud, plot_ranked
from jianguan.plots.dots import plot_keyness, plot_rates
from jianguan.plots.grids import plot_commitments, plot_cooccurrence, plot_heat, plot_indicators, plot_presence
from jianguan.plots.maps import plot_similarity, plot_timeline
from jianguan.plots.quantities import plot_quantities

__all__ = [
    "plot_bars",
    "plot_clouds",
    "plot_commitments",
    "plot_comparison_cloud",
    "plot_composition",
    "plot_cooccurrence",
    "plot_expansion",
    "plot_heat",
    "plot_indicators",
    "plot_keyness",
    "plot_ledger",
    "plot_presence",
    "plot_quantities",
    "plot_ranked",
    "plot_rates",
    "plot_similarity",
    "plot_statuses",
    "plot_timeline",
]
