"""Charts in PowerPoint's own form, editable, with their numbers in the embedded sheet."""

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches, Pt

from jianguan.export import FORMULA
from jianguan.style import readable_on, style
from jianguan.talk.exhibits import Bars
from jianguan.typeset import printable

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
FORMS = {
    "clustered": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "whole": XL_CHART_TYPE.BAR_STACKED_100,
}


def add_bars(slide: Slide, bars: Bars, box: tuple[float, float, float, float]) -> GraphicFrame:
    """Put a bar chart on a slide, in a box of inches (left, top, width, height)."""
    data = CategoryChartData(number_format=bars.number_format)
    data.categories = [safe(label) for label in bars.values.index]
    for name in bars.values.columns:
        data.add_series(safe(name), [float(v) if v % 1 else int(v) for v in bars.values[name]])
    frame = slide.shapes.add_chart(FORMS[bars.form], *map(Inches, box), data)
    chart, several = frame.chart, len(bars.values.columns) > 1
    size = 14 if len(bars.values) <= 8 else 12
    _set_text(chart, size)
    _set_axes(chart, float(bars.values.to_numpy().max()))
    _set_legend(chart, several or bars.form == "stacked")
    for series, colour in zip(chart.plots[0].series, bars.colours, strict=False):
        _fill(series, colour)
    _set_labels(chart, bars, size)
    if not several and len(bars.colours) == len(bars.values):
        for point, colour in enumerate(bars.colours):
            _fill(chart.plots[0].series[0].points[point], colour)
    return frame


def safe(text: object) -> str:
    """A text that the embedded sheet cannot run as a formula, with characters that can be shown."""
    shown = printable(str(text))
    return f"'{shown}" if FORMULA.match(shown) else shown


def rgb(colour: str) -> RGBColor:
    """A colour as python-pptx wants it."""
    return RGBColor.from_string(colour.lstrip("#").upper())


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


def _set_axes(chart: Chart, most: float) -> None:
    """Rows from the top in the order of the table; no scale, since every bar has its number."""
    rows, scale = chart.category_axis, chart.value_axis
    rows.reverse_order = True
    rows.major_tick_mark, rows.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    rows.format.line.color.rgb = rgb(style().colours["baseline"])
    rows.has_major_gridlines = scale.has_major_gridlines = scale.has_minor_gridlines = False
    scale.visible, scale.minimum_scale = False, min(0.0, most)


def _set_legend(chart: Chart, wanted: bool) -> None:
    chart.has_legend = wanted
    if wanted:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False


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
