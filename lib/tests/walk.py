"""Walks through the slides of a deck and says what a speaker would be ashamed of: `python walk.py deck.pptx`.

Text is measured here with Pillow and the project's fonts, not by the code that made the slides.
"""

import re
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from matplotlib.colors import to_rgb
from PIL import ImageFont
from pptx import Presentation
from pptx.oxml.ns import qn

from jianguan.style import SANS

FLOORS = {  # points
    "title": 24,
    "subtitle": 20,
    "Texts": 18,
    "Measure": 18,
    "Quotations": 16,
    "Sentences": 16,
    "Left out": 16,
    "table": 16,
    "chart": 16,
    "Source": 12,
    "Backup": 12,
    "number": 12,
}
INCH, SLACK = 914400, 0.02
HAN = re.compile("[\u2e80-\uffef]")
FONTS = [ImageFont.truetype(path, 200) for path in SANS]


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in inches; signs between Latin letters are narrow, as in Arial."""
    alike = re.sub("[\u3400-\u9fff]", "中", text)
    alike = alike if "中" in alike else re.sub("[·‘’“”]", "r", alike)
    return FONTS[bool(bold)].getlength(alike) / 200 * size / 72


def count_lines(text: str, room: float, size: float, bold: bool = False) -> int:
    """How many lines a text takes when each is filled as far as it goes."""
    lines = 0
    for part in re.split("[\n\v]", text):
        lines, line = lines + 1, ""
        for piece in re.findall("[\u2e80-\uffef]|[^\\s\u2e80-\uffef]+[^\\S\u00a0]*|\\s", part):
            if line and width((line + piece).rstrip(), size, bold) > room:
                lines, line = lines + 1, ""
            line += piece
    return lines


def line_height(text: str, size: float) -> float:
    return size / 72 * (1.33 if HAN.search(text) else 1.2)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    lights = []
    for colour in (one, other):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(f"#{colour}")]
        lights.append(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True)) + 0.05)
    return max(lights) / min(lights)


class Walk:
    """The faults of one deck, and the smallest size of text of each class."""

    def __init__(self, path: Path):
        self.deck, self.faults, self.smallest = Presentation(path), [], defaultdict(lambda: 999.0)
        self.lowest = 99.0
        self.page = self.deck.slide_width / INCH, self.deck.slide_height / INCH
        self.number = 0
        for slide in self.deck.slides:
            self.number += 1
            self._slide(slide)

    def say(self, fault: str) -> None:
        self.faults.append(f"slide {self.number}: {fault}")

    def _slide(self, slide) -> None:
        boxes = {f"{s.shape_id} {s.name}": [v / INCH for v in (s.left, s.top, s.width, s.height)] for s in slide.shapes}
        for name, (left, top, wide, high) in boxes.items():
            if min(left, top) < 0 or left + wide > self.page[0] + SLACK or top + high > self.page[1] + SLACK:
                self.say(f"{name} stands out of the slide")
        for (a, one), (b, other) in combinations(boxes.items(), 2):
            across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
            down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
            if min(across, down) > SLACK:
                self.say(f"{a} and {b} overlap by {across:.2f} x {down:.2f} inches")
        if not slide.has_notes_slide or not slide.notes_slide.notes_text_frame.text.strip():
            self.say("no notes")
        ground = slide.slide_layout.background.fill
        dark = str(ground.fore_color.rgb) if slide.slide_layout.name == "Title Slide" else "FFFFFF"
        for shape in slide.shapes:
            self._shape(shape, dark)

    def _shape(self, shape, ground: str) -> None:
        if shape.has_text_frame:
            if not shape.text_frame.text.strip() and "Number" not in shape.name:
                self.say(f"{shape.name} is empty")
            self._frame(shape, ground)
            return
        if len(shape._element.xpath(".//p:cNvPr")[0].get("descr", "")) < 12:
            self.say(f"{shape.name} has no alt text")
        if shape.has_table:
            self._table(shape)
        if shape.has_chart:
            self._chart(shape)

    def _frame(self, shape, ground: str) -> None:
        kind = {"TITLE": "title", "CENTER_TITLE": "title", "SUBTITLE": "subtitle", "SLIDE_NUMBER": "number"}.get(
            shape.placeholder_format.type.name if shape.is_placeholder else "", shape.name.split(" 1")[0]
        )
        needed = sum(self._paragraph(p, kind, shape.width / INCH, ground) for p in shape.text_frame.paragraphs)
        if needed > shape.height / INCH + SLACK:
            self.say(f"{kind}: text of {needed:.2f} inches in {shape.height / INCH:.2f}: {shape.text_frame.text[:40]}")

    def _paragraph(self, paragraph, kind: str, room: float, ground: str) -> float:
        """Checks size and colour of a paragraph; returns its height."""
        runs = paragraph._p.findall(f".//{qn('a:rPr')}")
        text = paragraph.text
        if not runs:
            return 0.0
        size, bold = int(runs[0].get("sz")) / 100, runs[0].get("b") == "1"
        self._size(kind, size, text)
        for run in runs:
            self._colours(run.find(f".//{qn('a:srgbClr')}").get("val"), ground, size, text)
        for word in re.findall("[^\\s\u2e80-\uffef]+", text):
            if width(word, size, bold) > room:
                self.say(f"{kind}: {word!r} is wider than its box")
        above = paragraph.space_before.pt / 72 if paragraph.space_before else 0.0
        return count_lines(text, room, size, bold) * line_height(text, size) + above

    def _size(self, kind: str, size: float, text: str) -> None:
        self.smallest[kind] = min(self.smallest[kind], size)
        if size < FLOORS[kind]:
            self.say(f"{kind} of {size} points: {text[:40]}")

    def _colours(self, ink: str, ground: str, size: float, text: str) -> None:
        found = contrast(ink, ground)
        self.lowest = min(self.lowest, found)
        if found < (3 if size >= 24 else 4.5):
            self.say(f"contrast {found:.1f} of {ink} on {ground}: {text[:40]}")

    def _table(self, shape) -> None:
        table = shape.table
        if abs(sum(row.height for row in table.rows) - shape.height) > SLACK * INCH:
            self.say(f"{shape.name}: rows do not add up to its height")
        for row in table.rows:
            for cell, column in zip(row.cells, table.columns, strict=True):
                fill = cell._tc.find(f"{qn('a:tcPr')}/{qn('a:solidFill')}/{qn('a:srgbClr')}")
                ground = fill.get("val") if fill is not None else "FFFFFF"
                room = (column.width - cell.margin_left - cell.margin_right) / INCH
                needed = sum(self._paragraph(p, "table", room, ground) for p in cell.text_frame.paragraphs)
                if needed + (cell.margin_top + cell.margin_bottom) / INCH > row.height / INCH + SLACK:
                    self.say(f"table: {cell.text_frame.text[:40]!r} does not fit its row")

    def _chart(self, shape) -> None:
        chart, (wide, high) = shape.chart, (shape.width / INCH, shape.height / INCH)
        place = chart._chartSpace.find(f".//{qn('c:plotArea')}/{qn('c:layout')}/{qn('c:manualLayout')}")
        x, y, w, h = (float(place.find(qn(f"c:{side}")).get("val")) for side in "xywh")
        for run in chart._chartSpace.iter(qn("a:defRPr"), qn("a:rPr")):
            if run.get("sz"):
                self._size("chart", int(run.get("sz")) / 100, "")
        size, rows = chart.font.size.pt, list(chart.plots[0].categories)
        if x + w > 1.0001 or y + h > 1.0001:
            self.say("chart: bars stand out of its box")
        for label in rows:
            lines = str(label).split("\n")
            if max(width(line, size) for line in lines) > x * wide - 0.05:
                self.say(f"chart: label {label!r} is wider than its place")
            if len(lines) * line_height(label, size) > h * high / len(rows) + SLACK:
                self.say(f"chart: label {label!r} is higher than its row")
        self._ends(chart, size, w * wide)
        if chart.has_legend:
            self._key(chart, wide, y * high)

    def _key(self, chart, wide: float, high: float) -> None:
        size = chart.legend.font.size.pt
        widest = max(width(series.name, size) + 0.3 for series in chart.plots[0].series)
        across = max(1, int(wide / widest))
        lines = -(-len(list(chart.plots[0].series)) // across)
        if lines * 1.25 * size / 72 > high + SLACK or widest > wide:
            self.say("chart: the key does not fit above the bars")

    def _ends(self, chart, size: float, wide: float) -> None:
        """Numbers at the ends of bars have room; numbers on bars stand out from them."""
        plot, most = chart.plots[0], chart.value_axis.maximum_scale
        for series in plot.series:
            ink = series.data_labels.font.color.rgb
            if plot.overlap == 100:
                self._colours(str(ink), str(series.format.fill.fore_color.rgb), size, series.name)
            elif max(series.values) > 0:
                written = max((f"{value:,.0f}" if value > 1 else "0.00" for value in series.values), key=len)
                if width(written, size) > (most - max(series.values)) / most * wide + SLACK:
                    self.say(f"chart: no room for {written} at the end of its bar")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        walk = Walk(Path(name))
        smallest = ", ".join(f"{kind} {size:g}" for kind, size in sorted(walk.smallest.items()))
        print(f"{name}: {len(walk.deck.slides)} slides; lowest contrast {walk.lowest:.1f}; smallest text: {smallest}")
        print(*walk.faults, sep="\n")
    sys.exit(0)
