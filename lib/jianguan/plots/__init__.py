"""One function per chart: a table in, Axes out. What each takes stands in its docstring."""

from jianguan.plots.bars import (
    plot_bars,
    plot_composition,
    plot_expansion,
    plot_ledger,
    plot_quantities,
    plot_statuses,
)
from jianguan.plots.clouds import plot_clouds, plot_comparison_cloud, plot_ranked
from jianguan.plots.dots import plot_keyness, plot_rates
from jianguan.plots.grids import plot_commitments, plot_cooccurrence, plot_heat, plot_indicators, plot_presence
from jianguan.plots.maps import plot_similarity, plot_timeline

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
