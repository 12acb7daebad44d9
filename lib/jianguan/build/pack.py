"""The figures for a talk: every notebook is run for its charts, and a sheet shows what there is."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from jianguan.build.run import Progress, Settings, run_notebooks
from jianguan.corpus import read_corpus
from jianguan.evidence import templates
from jianguan.export import write_files
from jianguan.findings import find_claims
from jianguan.report import chapters_of
from jianguan.style import style, styled
from jianguan.wording import word

KINDS = ("png", "svg", "pdf", "csv", "xlsx")


def build_pack(
    notebooks: Path, out: Path, seeds: Path | None = None, lang: str = "en", progress: Progress | None = None
) -> Path:
    """Run copies of the notebooks and write the figures they save, with a contact sheet, into the folder `out`.

    Every figure comes as PNG, SVG, PDF and CSV. Nothing is written unless every notebook ran.
    Returns the sheet, `index.html` (`index-zh.html` in Chinese).

    Raises
    ------
    NotebookError: a cell failed. OutputError: a file cannot be written. ConfigError: there are no notebooks.
    """
    with tempfile.TemporaryDirectory(prefix="jg-") as staged:
        environment = {"JIANGUAN_FIGURES": staged, "JIANGUAN_LANG": lang, "JIANGUAN_FORMATS": "png,svg,pdf,csv"}
        if seeds:
            environment["JIANGUAN_SEEDS"] = str(seeds.resolve())
        run_notebooks(chapters_of(notebooks), Settings(environment, progress=progress))
        files = {file.name: file.read_bytes() for file in sorted(Path(staged).iterdir())}
    suffix = "" if lang == "en" else f"-{lang}"
    sheet = f"index{suffix}.html"
    files[sheet] = contact_sheet(files, find_claims(read_corpus(seeds)), lang).encode()
    write_files(out, files)
    return out / sheet


def contact_sheet(files: Iterable[str], claims: pd.DataFrame, lang: str) -> str:
    """The page that shows every figure among these files: picture, finding, files, how to cite. Escaped, no script.

    Figures of findings come with the finding's words; what belongs to no finding is named by its file.
    """
    figures: dict[str, list[str]] = {}
    for name in sorted(files):
        figures.setdefault(re.sub(r"(-zh)?\.\w{1,5}$", "", name), []).append(name)
    with styled(lang=lang):
        entries = [_entry(figure, names, claims) for figure, names in figures.items()]
        pictures = [entry for entry in entries if entry["picture"]]
        tables = [entry for entry in entries if not entry["picture"]]
        return templates().get_template("pack.html.j2").render(pictures=pictures, tables=tables, lang=lang)


def _entry(figure: str, names: list[str], claims: pd.DataFrame) -> dict:
    """What the sheet says of one figure."""
    ordered = sorted(names, key=lambda name: KINDS.index(Path(name).suffix[1:]))
    entry = {"name": figure, "files": ordered, "picture": next((n for n in ordered if n.endswith(".png")), "")}
    rows, lang = claims[claims["figure"] == figure], style().lang
    if rows.empty:
        return entry | {"title": figure, "measure": "", "caveat": "", "alt": figure, "cite": ""}
    row = rows.iloc[0]
    title = row[f"claim_{lang}"] if row["holds"] else row[f"question_{lang}"]
    said = {part: row[f"{part}_{lang}"] for part in ("measure", "caveat", "alt")}
    cite = word("pack:cite", title=title, figure=figure, report=word("page:title"))
    return entry | said | {"title": title, "cite": cite}
