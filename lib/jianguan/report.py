"""The notebooks -> one HTML file that opens offline, prints well, asks the network for nothing and runs no script."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from jianguan.export import write_files
from jianguan.page import Page
from jianguan.run import Progress, Settings, run_notebooks


@dataclass(frozen=True)
class Report:
    """A built report: where it is, how large, and the links that had nowhere to go (shown as plain text)."""

    path: Path
    size: int
    unlinked: tuple[str, ...]


def build_report(
    notebooks: Path,
    out: Path,
    figures: Path,
    *,
    seeds: Path | None = None,
    lang: str = "en",
    progress: Progress | None = None,
) -> Report:
    """Run copies of the notebooks and write `out/index.html` and the figures they save.

    Parameters
    ----------
    notebooks: the folder of `NN-name.ipynb`; the name's order is the chapters' order, and `…-explore` is left out.
    out, figures: where the page and the figure files go; nothing there changes unless every notebook ran.
    seeds: the documents, for the notebooks in $JIANGUAN_SEEDS; by default what they find themselves.
    progress: told of every cell (notebook, cell, number of cells).

    Raises
    ------
    NotebookError: a cell failed. OutputError: a file cannot be written. FileNotFoundError: there are no notebooks.
    """
    paths = chapters_of(notebooks)
    with tempfile.TemporaryDirectory(prefix="jg-") as staged:
        environment = {"JIANGUAN_FIGURES": staged, "JIANGUAN_LANG": lang}
        if seeds:
            environment["JIANGUAN_SEEDS"] = str(seeds.resolve())
        executed = run_notebooks(paths, Settings(environment, progress=progress))
        page = Page(Path(staged), lang)
        text = page.render(dict(zip([path.stem for path in paths], executed, strict=True)))
        saved = {file.name: file.read_bytes() for file in sorted(Path(staged).iterdir())}
    write_files(figures, saved)
    (written,) = write_files(out, {"index.html": text.encode()})
    return Report(written, len(text.encode()), tuple(sorted(set(page.unlinked))))


def chapters_of(folder: Path) -> list[Path]:
    """The notebooks of a folder that make the page, in reading order."""
    paths = [path for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")) if not path.stem.endswith("-explore")]
    if not paths:
        raise FileNotFoundError(f"{folder}: no notebooks named NN-name.ipynb")
    return paths
