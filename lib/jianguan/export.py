"""A chart and its finding -> files that can be dropped into a talk, and the picture the report shows.

Every file carries the finding's words, and nothing of the machine that made it: no link, path, name, date or version.
A set of files is written whole or not at all.
"""

import hashlib
import io
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from jianguan.errors import ConfigError, OutputError
from jianguan.plots.canvas import redraw
from jianguan.style import style, styled
from jianguan.typeset import frame, printable, room_for_chart
from jianguan.wording import number, word

FORMATS = ("png", "svg", "pdf", "csv")
USUAL = "png,svg,csv"
DPI = 300
FORMULA = re.compile(r"[\s\ufeff]*[=+\-@\x00|]|[\t\r\n]")
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no XML may hold
RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}


@dataclass(frozen=True)
class Chart:
    """A saved chart: what the report shows of it (`svg`), its words (`about`), and its files."""

    svg: str
    about: dict
    files: tuple[Path, ...] = field(repr=False)

    def _repr_mimebundle_(self, include=None, exclude=None):  # noqa: ARG002 (the notebook's protocol)
        return {"image/svg+xml": self.svg, "text/plain": self.about["alt"]}, {"image/svg+xml": self.about}


def save(ax: Axes, finding: Mapping | pd.Series, data: pd.DataFrame, *, folder: str | Path | None = None) -> Chart:
    """Write a chart with its finding and its data as `NN-slug.png`, `.svg`, `.pdf` and `.csv` (`-zh` in Chinese).

    `finding` is a row of the findings table (`figure, holds, claim_en, question_en, measure_en, caveat_en, alt_en,
    texts, grade`, and the same in `_zh`; what is missing is left out); `data` is the table that was drawn. The files
    go to `folder`, else $JIANGUAN_FIGURES, else the nearest folder `figures` upward. Which kinds are written says
    $JIANGUAN_FORMATS (default png,svg,csv). Pictures have the size of a slide. Closes the figure.
    Raises ConfigError for an unknown kind of file, ValueError for infinite numbers, OutputError if writing fails.
    """
    about, kinds = describe(finding, data), _kinds()
    try:
        frame(ax, about["title"], about["subtitle"], about["note"])
        page = _page_svg(ax.figure)
        files = _pictures(ax, about, [kind for kind in kinds if kind != "csv"])
    finally:
        plt.close(ax.figure)
    if "csv" in kinds:
        files["csv"] = csv_bytes(data)
    suffix = "" if about["lang"] == "en" else f"-{about['lang']}"
    named = {f"{about['figure']}{suffix}.{kind}": content for kind, content in files.items()}
    return Chart(page, about, write_files(figures_folder(folder), named))


def describe(finding: Mapping | pd.Series, data: pd.DataFrame) -> dict:
    """The words around a chart in the language of the style.

    Returns `figure, title, subtitle, note` (which begins with `source`), `source, alt, linked` (the title cut at its
    values, each piece with the link to its evidence or "") and `lang`.
    """
    lang = style().lang

    def say(name: str) -> str:
        value = finding.get(f"{name}_{lang}", "")
        return "" if pd.isna(value) else str(value).strip()

    title = say("claim") if finding.get("holds", True) and say("claim") else say("question") or say("claim")
    stem = file_stem(finding.get("figure") or finding.get("finding") or title)
    alt = say("alt") or word("alt", title=title, measure=say("measure"))
    source = _source(finding, data)
    note = _note(finding, source, say("caveat"))
    words = {"title": title, "subtitle": say("measure"), "note": note, "source": source, "alt": alt}
    claimed = finding.get(f"pieces_{lang}", []) if title == say("claim") else []
    linked = [[printable(text), link] for text, link in claimed]
    return {"figure": stem, **{name: printable(text) for name, text in words.items()}, "linked": linked, "lang": lang}


def _source(finding: Mapping | pd.Series, data: pd.DataFrame) -> str:
    """Where the chart's numbers come from: how many documents."""
    documents = data["doc"].nunique() if "doc" in data else finding.get("documents")
    key = "source_plain" if not documents else "source_one" if documents == 1 else "source"
    return word(key, n=number(documents))


def _note(finding: Mapping | pd.Series, source: str, caveat: str) -> str:
    """Source, how far the finding carries, and its caveat."""
    parts = [source]
    if finding.get("grade") and finding.get("holds", True):
        parts.append(word(f"grade:{finding['grade']}"))
    return (" " if style().lang == "en" else "").join([*parts, caveat]).strip()


def file_stem(name: str) -> str:
    """A file name that is safe on every system, and different for different names.

    >>> file_stem("03-status"), file_stem("../Aux")
    ('03-status', 'aux-c4da09')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", str(name)).lower()).strip("-")[:60]
    if plain and plain == name and plain not in RESERVED:
        return plain
    return f"{plain or 'figure'}-{hashlib.sha256(str(name).encode('utf-8', 'replace')).hexdigest()[:6]}"


def figures_folder(folder: str | Path | None = None) -> Path:
    """Where figures go: the folder given, $JIANGUAN_FIGURES, the nearest `figures` upward, or `./figures`."""
    if folder or os.environ.get("JIANGUAN_FIGURES"):
        return Path(folder or os.environ["JIANGUAN_FIGURES"])
    here = Path.cwd()
    return next((up / "figures" for up in (here, *here.parents) if (up / "figures").is_dir()), here / "figures")


def _kinds() -> list[str]:
    kinds = [kind.strip() for kind in (os.environ.get("JIANGUAN_FORMATS") or USUAL).split(",") if kind.strip()]
    for kind in kinds:
        if kind not in FORMATS:
            raise ConfigError(f"unknown kind of file {kind!r}: one of {', '.join(FORMATS)}")
    return kinds


# Pictures


def _page_svg(figure: Figure) -> str:
    """The chart as the page shows it: text as text, links kept."""
    with mpl.rc_context({"svg.fonttype": "none"}):
        svg = _drawn(figure, "svg", {"Date": None, "Creator": None, "Format": None, "Type": None}).decode("utf-8")
    return svg[svg.index("<svg") :].replace(' target="_blank"', "")


def _pictures(ax: Axes, about: dict, kinds: list[str]) -> dict[str, bytes]:
    """The chart at the size of a slide, without links, once per kind of file."""
    if not kinds:
        return {}
    words = about["title"], about["subtitle"], about["note"]
    with styled(context="slide"), styled(room=room_for_chart(*words)), mpl.rc_context({"svg.fonttype": "path"}):
        large = redraw(ax)
        try:
            frame(large, *words)
            for artist in large.figure.findobj():
                artist.set_url(None)
            return {kind: _drawn(large.figure, kind, _metadata(kind, about)) for kind in kinds}
        finally:
            plt.close(large.figure)


def _metadata(kind: str, about: dict) -> dict:
    """Title and alt text, and nothing else, in the fields of a kind of file."""
    title, alt = about["title"], about["alt"]
    return {
        "png": {"Title": title, "Description": alt},
        "svg": {"Title": title, "Description": alt, "Language": about["lang"], "Date": None, "Creator": None},
        "pdf": {"Title": title, "Subject": alt, "Creator": None, "Producer": None, "CreationDate": None},
    }[kind]


def _drawn(figure: Figure, kind: str, metadata: dict) -> bytes:
    buffer, clear = io.BytesIO(), style().transparent
    if kind == "png":
        figure.savefig(buffer, format="rgba", dpi=DPI, transparent=clear or None)
        size = tuple(int(DPI * inches + 1e-6) for inches in figure.get_size_inches())
        picture = Image.frombytes("RGBA", size, buffer.getvalue())
        return _png(picture if clear else _few_colours(picture.convert("RGB")), metadata)
    figure.savefig(buffer, format=kind, dpi=DPI, metadata=metadata, transparent=clear or None)
    return CONTROLS.sub("\ufffd".encode(), buffer.getvalue()) if kind == "svg" else buffer.getvalue()


def _png(picture: Image.Image, metadata: dict) -> bytes:
    words, buffer = PngInfo(), io.BytesIO()
    for name, text in metadata.items():
        words.add_itxt(name, text)
    picture.save(buffer, "png", dpi=(DPI, DPI), pnginfo=words)
    return buffer.getvalue()


def _few_colours(picture: Image.Image) -> Image.Image:
    """The picture in a palette, a third of the size; the colours that fill areas are kept exactly."""
    reduced = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    places, true, palette = np.asarray(reduced).ravel(), np.asarray(picture).reshape(-1, 3), reduced.getpalette()
    for _, index in sorted(reduced.getcolors(), reverse=True)[:16]:
        found = np.flatnonzero(places == index)
        seen, often = np.unique(true[found[:: len(found) // 999 + 1]], axis=0, return_counts=True)
        palette[3 * index : 3 * index + 3] = seen[often.argmax()].tolist()
    reduced.putpalette(palette)
    return reduced


# Data


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table as CSV that opens right in a spreadsheet: UTF-8 with BOM, nothing that could run as a formula.

    Missing values are empty cells, links are left out, lists are written with bars between their items.
    Raises ValueError for an infinite number, naming its row and column.
    """
    table = table.drop(columns=["href", "label_href"], errors="ignore")
    for column in table.select_dtypes("number"):
        if np.isinf(table[column]).any():
            row = table.index[np.isinf(table[column])][0]
            raise ValueError(f"the table has an infinite number: row {row!r}, column {column!r}")
    cells = table.map(_cell).rename(columns=_cell)
    return ("\ufeff" + cells.to_csv(index=False, lineterminator="\n")).encode("utf-8", "replace")


def _cell(value):
    """A cell as a spreadsheet may safely read it (OWASP ASVS 5.0, 1.2.10)."""
    if isinstance(value, list | tuple):
        value = "|".join(map(str, value))
    if not isinstance(value, str):
        return value
    return f"'{value}" if FORMULA.match(unicodedata.normalize("NFKC", value)) else value


# Files


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder (made if missing): all of them, or none.

    Each is written beside its target, forced to the disk and renamed, so that at any moment there is an old file or a
    new one; a link in the target's place is replaced, never followed. Raises OutputError, naming file and size.
    """
    folder, waiting = Path(folder), {}
    name, size = "", 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            size = len(content)
            waiting[folder / name] = _write_beside(folder / name, content)
        for target, beside in waiting.items():
            beside.replace(target)
    except OSError as problem:
        raise OutputError(f"cannot write {folder / name} ({size:,} bytes): {problem.strerror or problem}") from None
    finally:
        for name in files:
            with suppress(OSError):
                _beside(folder / name).unlink()
    return tuple(waiting)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _write_beside(target: Path, content: bytes) -> Path:
    """The content in a new file next to the target, safely on the disk."""
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(f"{target.name} is a folder")
    beside = _beside(target)
    beside.unlink(missing_ok=True)
    access = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(beside, access, stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return beside
