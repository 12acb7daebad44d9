"""Charts in PowerPoint's own form, editable, with their numbers in the embedded sheet."""

import unicodedata
from dataclasses import dataclass
from math import ceil

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches, Pt

from jianguan.export import FORMULA
from jianguan.style import readable_on, style
from jianguan.talk.forms import Bars
from jianguan.talk.measure import CHART, in_lines, line_height, lines, longest

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
FORMS = {
    "clustered": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "whole": XL_CHART_TYPE.BAR_STACKED_100,
}
TALLEST = 0.95  # inches: a chart of few rows does not fill its box with thick bars
LAYOUT = (
    f"<c:layout {nsdecls('c')}><c:manualLayout>{{target}}"
    '<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/>'
    '<c:w val="{w:.4f}"/><c:h val="{h:.4f}"/></c:manualLayout></c:layout>'
)


@dataclass(frozen=True)
class Plan:
    """How a chart divides its box: text size, rows that fit, the width of labels, the heights of key and row."""

    size: float
    rows: int
    label: float
    key: float
    row: float


def plan(bars: Bars, box: tuple[float, float, float, float]) -> Plan:
    """The plan in the largest text in which all rows fit, else in the smallest, with as many rows as do."""
    plans = [_plan(bars, box, size) for size in CHART]
    return next((made for made in plans if made.rows >= len(bars.values)), plans[-1])


def _plan(bars: Bars, box: tuple[float, float, float, float], size: float) -> Plan:
    _, _, wide, high = box
    names = [safe(label) for label in bars.values.index]
    label = min(longest(names, size) + 0.15, (0.42 if _has_key(bars) else 0.48) * wide)
    least = max((lines(n, label - 0.15, size) * line_height(n, size) for n in names), default=size / 72) + 0.08
    key = _key_height([safe(c) for c in bars.values.columns], wide) if _has_key(bars) else 0.0
    rows = max(1, int((high - key) / least + 1e-9))
    return Plan(size, rows, label, key, min(TALLEST, (high - key) / min(rows, len(names) or 1)))


def _has_key(bars: Bars) -> bool:
    return len(bars.values.columns) > 1 or bars.form == "stacked"


def _key_height(names: list[str], wide: float) -> float:
    """The height of a key whose entries stand in columns as wide as the widest."""
    return ceil(len(names) / _across(names, wide)) * 1.45 * CHART[-1] / 72 + 0.1


def _across(names: list[str], wide: float) -> int:
    """How many entries of a key stand side by side."""
    return max(1, int(wide / (longest(names, CHART[-1]) + 0.36)))


def add_bars(slide: Slide, bars: Bars, box: tuple[float, float, float, float]) -> GraphicFrame:
    """Put a bar chart on a slide, in a box of inches (left, top, width, height): as many rows as stand clear."""
    made = plan(bars, box)
    bars = bars.first(made.rows)
    data = CategoryChartData(number_format=bars.number_format)
    data.categories = [in_lines(safe(label), made.label - 0.15, made.size) for label in bars.values.index]
    for name in bars.values.columns:
        data.add_series(safe(name), [float(v) if v % 1 else int(v) for v in bars.values[name]])
    _, _, wide, high = box
    frame = slide.shapes.add_chart(FORMS[bars.form], *map(Inches, box), data)
    chart = frame.chart
    _set_text(chart, made.size)
    _set_axes(chart, bars, (wide - made.label) / max(_ends(bars, made.size), 1e-9))
    _set_key(chart, bars, made.key / high, wide)
    _lay_out(chart, made.label / wide, made.key / high, made.row * len(bars.values) / high)
    _colour(chart, bars)
    _set_labels(chart, bars, made.size)
    _leave_narrow_bare(chart, bars, made.size, wide - made.label)
    return frame


def _ends(bars: Bars, size: float) -> float:
    """The inches that the number at a bar's end needs."""
    return longest(list(bars.written) or ["00,000"], size) + 0.1


def safe(text: object) -> str:
    """A text that the embedded sheet cannot run as a formula, with characters that can be shown."""
    shown = visible(str(text))
    return f"'{shown}" if FORMULA.match(shown) else shown


def visible(text: str) -> str:
    """A text without the characters that no Office file may hold; rare ones are left to the fonts of the reader.

    >>> visible("監\\x0b管")
    '監管'
    """
    return "".join(c for c in text if not unicodedata.category(c).startswith("C"))


def rgb(colour: str) -> RGBColor:
    """A colour as python-pptx wants it."""
    return RGBColor.from_string(colour.lstrip("#").upper())


def _colour(chart: Chart, bars: Bars) -> None:
    for series, colour in zip(chart.plots[0].series, bars.colours, strict=False):
        _fill(series, colour)
    if bars.one_colour_a_row:
        for point, colour in enumerate(bars.colours):
            _fill(chart.plots[0].series[0].points[point], colour)


def _fill(part, colour: str) -> None:
    part.format.fill.solid()
    part.format.fill.fore_color.rgb = rgb(colour)
    part.invert_if_negative = False


def _set_text(chart: Chart, size: float) -> None:
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(size), LATIN
    chart.font.color.rgb = rgb(style().colours["ink"])
    for run in chart._chartSpace.iter(qn("a:defRPr")):
        set_east_asian(run)


def set_east_asian(run) -> None:
    """Name the East-Asian font of text, beside the Latin one."""
    for tag in ("a:ea", "a:cs"):
        for old in run.findall(qn(tag)):
            run.remove(old)
    font = run.makeelement(qn("a:ea"), {"typeface": EAST_ASIAN})
    latin = run.find(qn("a:latin"))
    latin.addnext(font) if latin is not None else run.append(font)


def _set_axes(chart: Chart, bars: Bars, ends: float) -> None:
    """Rows from the top in the order of the table; no scale, since every bar has its number, for which there is room.

    `ends` says how often the number at a bar's end would stand in the width of the chart.
    """
    rows, scale = chart.category_axis, chart.value_axis
    rows.reverse_order = True
    rows.major_tick_mark, rows.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    rows.format.line.color.rgb = rgb(style().colours["baseline"])
    rows.has_major_gridlines = scale.has_major_gridlines = scale.has_minor_gridlines = False
    most, least = float(bars.values.to_numpy().max()), float(bars.values.to_numpy().min())
    longest_bar = {"clustered": max(most, 0) / max(1 - 1 / ends, 0.3), "stacked": float(bars.values.sum(axis=1).max())}
    scale.visible, scale.minimum_scale = False, min(0.0, least)
    scale.maximum_scale = longest_bar.get(bars.form, 1.0) or 1.0


def _set_key(chart: Chart, bars: Bars, high: float, wide: float) -> None:
    """A key above the bars, its entries in columns, where there are several series."""
    chart.has_legend = _has_key(bars)
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(CHART[-1])
        names = [safe(name) for name in bars.values.columns]
        across = min(len(names), _across(names, wide)) * (longest(names, CHART[-1]) + 0.36) / wide
        place = parse_xml(LAYOUT.format(target="", x=0, y=0, w=min(1, across), h=high))
        chart.legend._element.find(qn("c:legendPos")).addnext(place)


def _lay_out(chart: Chart, label: float, key: float, rows: float) -> None:
    """Where the bars stand in the chart: right of the labels and below the key; each a part of its box."""
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    place = {"x": label, "y": key, "w": 1 - label, "h": rows}
    area.insert(0, parse_xml(LAYOUT.format(target='<c:layoutTarget val="inner"/>', **place)))


def _set_labels(chart: Chart, bars: Bars, size: float) -> None:
    """Every bar with its number: inside where bars are stacked, else at its end; a nought in a stack is not written."""
    plot, stacked = chart.plots[0], bars.form != "clustered"
    plot.gap_width, plot.overlap = (45 if stacked else 55), (100 if stacked else 0)
    for series, colour in zip(plot.series, bars.colours, strict=False):
        labels = series.data_labels
        labels.show_value, labels.number_format_is_linked = True, False
        labels.number_format = f"{bars.number_format};;" if stacked else bars.number_format
        labels.position = XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size, labels.font.name = Pt(size), LATIN
        labels.font.color.rgb = rgb(readable_on(colour) if stacked else style().colours["ink"])
    for point, written in enumerate(bars.written):
        label = plot.series[0].points[point].data_label
        label.text_frame.text = written
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        for run in label.text_frame.paragraphs[0].runs:
            run.font.size, run.font.name = Pt(size), LATIN
            set_east_asian(run._r.get_or_add_rPr())


def _leave_narrow_bare(chart: Chart, bars: Bars, size: float, wide: float) -> None:
    """A part of a stack that is narrower than its number goes without: the number stands in the sheet."""
    if bars.form == "clustered":
        return
    totals = bars.values.sum(axis=1)
    scale = totals if bars.form == "whole" else totals * 0 + totals.max()
    for series, column in zip(chart.plots[0].series, bars.values.columns, strict=True):
        for point, (value, most) in enumerate(zip(bars.values[column], scale, strict=True)):
            if value and value / most * wide * 72 < 0.62 * size * len(f"{value:,.0f}"):
                _remove_label(series, point)


def _remove_label(series, point: int) -> None:
    label = series.data_labels._element.get_or_add_dLbl_for_point(point)
    for child in list(label)[1:]:
        label.remove(child)
    label.append(label.makeelement(qn("c:delete"), {"val": "1"}))
