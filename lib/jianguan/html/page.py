"""Executed notebooks -> the text of one page: chapters in order, charts drawn in, every link led to its place."""

import base64
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import E
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from PIL import Image

from jianguan.evidence import stylesheet, templates
from jianguan.html.drawing import colours, dark, draw, portable
from jianguan.html.prose import Chapter, chapter, gloss, mark_chinese, resolve, set_tables
from jianguan.html.safe import purified
from jianguan.html.webfont import font_faces
from jianguan.style import styled

TEMPLATES = Path(__file__).parents[1] / "template"
SHOWN = ["image/svg+xml", "text/html", "text/markdown", "image/png", "text/plain"]
SLOT = re.compile(r'<div class="slot" id="slot-(\d{1,6})"></div>')
LINK = re.compile(r'(<a\b[^>]{0,500}?) href="([^"]{1,500})"')
BOLD = ".//h1|.//h2|.//h3|.//h4|.//b|.//strong|.//th|.//*[@class='title' or @class='heading']"
LARGE = 150_000  # characters of a file in base64 that the page does not hold
KINDS = {"csv": "text/csv;charset=utf-8", "png": "image/png", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Chart:
    """A chart of the page: its name, its drawing, and its words."""

    name: str
    drawing: str
    about: Mapping[str, str]

    @property
    def width(self) -> str:
        return re.search(r' width="([^"]*)"', self.drawing)[1]

    @property
    def height(self) -> str:
        return re.search(r' height="([^"]*)"', self.drawing)[1]


class Page:
    """A page in the making. `unlinked` lists the links that had nowhere to go and stand as plain text."""

    def __init__(self, figures: Path):
        self.figures = figures
        self.charts: dict[str, Chart] = {}
        self.slots: list[str] = []
        self.unlinked: list[str] = []

    def render(self, notebooks: Mapping[str, NotebookNode]) -> str:
        """The whole page, from notebooks by name, in reading order."""
        with styled(lang="en"):
            return self._render(notebooks)

    def _render(self, notebooks: Mapping[str, NotebookNode]) -> str:
        exporter = _exporter(self._figure)
        chapters = [
            self._chapter(name, exporter.from_notebook_node(notebook)[0], first=not number)
            for number, (name, notebook) in enumerate(notebooks.items())
        ]
        self._link(chapters)
        bodies = [html.tostring(made.root, encoding="unicode") for made in chapters]
        bodies = [SLOT.sub(lambda match: self.slots[int(match[1])], body) for body in bodies]
        return templates().get_template("page.html.j2").render(
            chapters=chapters,
            bodies=[Markup(body) for body in bodies],
            style=Markup(self._style(chapters, bodies)),
        )

    def _chapter(self, name: str, markup: str, *, first: bool) -> Chapter:
        made = chapter(name, purified(markup), first=first)
        set_tables(made.root)
        gloss(made.root, name)
        mark_chinese(made.root)
        return made

    def _slot(self, markup: str) -> str:
        """Keep trusted markup aside; the empty element that stands for it until all else is checked."""
        self.slots.append(markup)
        return f'<div class="slot" id="slot-{len(self.slots) - 1}"></div>'

    def _figure(self, output: NotebookNode) -> str:
        """A chart output as a figure: caption as text, drawing and downloads in slots."""
        about = dict(output.metadata.get("image/svg+xml", {}))
        name = about.get("figure") or f"chart-{len(self.charts) + 1}"
        alt = about.get("alt") or output.data.get("text/plain", "")
        svg = output.data["image/svg+xml"]
        chart = Chart(name, draw(svg, name, alt), about)
        self.charts[name] = chart
        figure = templates().get_template("figure.html.j2")
        drawing, files = Markup(self._slot(chart.drawing)), Markup(self._slot(self._downloads(chart, svg)))
        return figure.render(name=name, about=about, drawing=drawing, files=files, alt=alt)

    def _downloads(self, chart: Chart, svg: str) -> str:
        """The line that saves a chart's data and pictures from the page itself; large ones only stand in `figures/`."""
        files = {kind: self.figures / f"{chart.name}.{kind}" for kind in ("csv", "png")}
        packed = {kind: _packed(path) for kind, path in files.items() if path.is_file()}
        packed["svg"] = base64.b64encode(portable(svg)).decode()
        packed = {kind: content for kind, content in packed.items() if len(content) <= LARGE}
        links = [
            {"kind": kind, "name": f"{chart.name}.{kind}", "href": f"data:{KINDS[kind]};base64,{content}"}
            for kind, content in packed.items()
        ]
        return templates().get_template("files.html.j2").render(links=links)

    def _link(self, chapters: list[Chapter]) -> None:
        """Lead every link to its place on the page; a second element of the same id loses it."""
        anchors = set()
        for element in (e for made in chapters for e in made.root.iter()):
            if (anchor := element.get("id")) and not anchor.startswith("slot-"):
                if anchor in anchors:
                    del element.attrib["id"]
                anchors.add(anchor)
        for made in chapters:
            for element in list(made.root.iter("a", "img")):
                if element.tag == "img":
                    self._picture(element)
                elif "href" in element.attrib:
                    self._lead(element, made.name, anchors)
        self.slots = [self._lead_drawing(slot, anchors) for slot in self.slots]

    def _lead(self, link: HtmlElement, here: str, anchors: set[str]) -> None:
        target = resolve(link.get("href"), here, anchors)
        if target:
            link.set("href", target)
        else:
            self.unlinked.append(f"{here}: {link.attrib.pop('href')}")

    def _lead_drawing(self, markup: str, anchors: set[str]) -> str:
        def led(match: re.Match) -> str:
            if match[2].startswith("data:"):
                return match[0]
            target = resolve(match[2], "", anchors)
            if not target:
                self.unlinked.append(f"chart: {match[2]}")
            return f'{match[1]} href="{target}"' if target else match[1]

        return LINK.sub(led, markup)

    def _picture(self, image: HtmlElement) -> None:
        """A picture of a chart that stands elsewhere on the page is drawn from there; a file is packed in."""
        source = image.get("src")
        if source.startswith("data:"):
            return
        path = self.figures / Path(source).name
        if chart := self.charts.get(path.stem):
            alt = image.get("alt") or chart.about.get("alt", "")
            thumbnail = templates().get_template("thumbnail.html.j2").render(chart=chart, alt=alt)
            image.getparent().replace(image, _with_tail(html.fromstring(self._slot(thumbnail)), image.tail))
        elif path.is_file() and path.suffix == ".png":
            image.set("src", f"data:image/png;base64,{_packed(path)}")
        else:
            image.getparent().replace(image, _with_tail(E.span(image.get("alt", "")), image.tail))

    def _style(self, chapters: list[Chapter], bodies: list[str]) -> str:
        """Fonts, colours of the charts in light and dark, and the rules of the page."""
        used = sorted(set().union(*(colours(chart.drawing) for chart in self.charts.values())))
        light = "".join(f"--c-{c}:#{c};" for c in used)
        night = "".join(f"--c-{c}:#{dark(c)};" for c in used)
        bold = {c for made in chapters for e in made.root.xpath(BOLD) for c in e.text_content() if c.isprintable()}
        regular = {c for body in bodies for c in body if c.isprintable()}
        faces = font_faces(regular, bold | set(map(chr, range(32, 127))))
        rules = (TEMPLATES / "page.css").read_text(encoding="utf-8")
        scheme = f":root{{{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{night}}}}}"
        return "\n".join([faces, scheme, stylesheet(), rules])


def _with_tail(element: HtmlElement, tail: str | None) -> HtmlElement:
    element.tail = tail
    return element


def _exporter(figure) -> TemplateExporter:
    """nbconvert with our template, which shows the allowed kinds of output only."""
    exporter = TemplateExporter(
        template_name="chapter",
        template_extension=".html.j2",
        extra_template_basedirs=[str(TEMPLATES)],
        filters={
            "figure": figure,
            "highlight_code": Highlight2HTML(pygments_lexer="python3"),
            "markdown2html": _markdown,
        },
    )
    exporter.config.NbConvertBase.display_data_priority = SHOWN
    return exporter


def _markdown(source: str) -> str:
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)


def _packed(path: Path) -> str:
    """A file as base64; a picture at a quarter of its size (1,000 pixels wide), in a palette."""
    content = path.read_bytes()
    if path.suffix == ".png":
        with Image.open(io.BytesIO(content)) as picture:
            white = Image.new("RGBA", picture.size, "white")
            small = Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB").reduce(4)
        packed = io.BytesIO()
        small.quantize(48, dither=Image.Dither.NONE).save(packed, "png", optimize=True)
        content = packed.getvalue()
    return base64.b64encode(content).decode()
