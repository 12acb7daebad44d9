"""The notebooks -> one HTML file that opens offline, prints well, asks the network for nothing and runs no script."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from jianguan.build.provenance import manifest, remove_stale, sweep
from jianguan.build.run import Progress, Settings, run_notebooks
from jianguan.errors import ConfigError
from jianguan.export import write_files
from jianguan.html.page import Page
from jianguan.intake.files import seeds_folder


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
    progress: Progress | None = None,
) -> Report:
    """Run copies of the notebooks; write `out/index.html`, the figures they save, and `out/manifest.json` about both.

    Parameters
    ----------
    notebooks: the folder of `NN-name.ipynb`; the name's order is the chapters' order, and `…-explore` is left out.
    out, figures: where the page and the figure files go; nothing there changes unless every notebook ran.
    seeds: the documents, for the notebooks in $JIANGUAN_SEEDS; by default what they find themselves.
    progress: told of every cell (notebook, cell, number of cells).

    Raises
    ------
    NotebookError: a cell failed. OutputError: a file cannot be written. ConfigError: there are no notebooks.
    """
    paths, seeds = chapters_of(notebooks), seeds_folder(seeds).resolve()
    sweep([out, figures])
    with tempfile.TemporaryDirectory(prefix="jg-") as staged:
        environment = {"JIANGUAN_FIGURES": staged, "JIANGUAN_LANG": "en", "JIANGUAN_SEEDS": str(seeds)}
        executed = run_notebooks(paths, Settings(environment, progress=progress))
        page = Page(Path(staged))
        text = page.render(dict(zip([path.stem for path in paths], executed, strict=True)))
        saved = {file.name: file.read_bytes() for file in sorted(Path(staged).iterdir())}
    made = {"index.html": text.encode()}
    made["manifest.json"] = manifest(
        seeds, dict(zip(paths, executed, strict=True)), made | {f"figures/{name}": saved[name] for name in saved}
    )
    write_files(figures, saved)
    remove_stale(out / "manifest.json", figures, saved)
    written, _ = write_files(out, made)
    return Report(written, len(made["index.html"]), tuple(sorted(set(page.unlinked))))


def chapters_of(folder: Path) -> list[Path]:
    """The notebooks of a folder that make the page, in reading order."""
    paths = [path for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")) if not path.stem.endswith("-explore")]
    if not paths:
        raise ConfigError(f"{folder}: no notebooks named NN-name.ipynb")
    return paths
