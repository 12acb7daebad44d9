"""One function per chart: a table in, Axes out. What each takes stands in its docstring."""

from jianguan.plots.bars import plot_bars, plot_composition, plot_expansion, plot_ledger, plot_statuses

__all__ = ["plot_bars", "plot_composition", "plot_expansion", "plot_ledger", "plot_statuses"]
