"""What is committed with its outputs, refreshed on purpose: notebooks, figures, the findings in the README."""

import re
import tempfile
from pathlib import Path

from jianguan.build.run import Progress, Settings, refresh_notebooks
from jianguan.corpus import read_corpus
from jianguan.export import write_files
from jianguan.findings import find_claims

FIGURE = re.compile(r"\d\d-[a-z0-9-]+\.(png|svg|csv)|quantities\.(csv|xlsx)")
FINDINGS = re.compile(r"(<!-- findings:[^>]*-->\n).*?(<!-- /findings -->)", re.S)


def refresh(root: Path, progress: Progress | None = None) -> list[Path]:
    """Run every notebook of the project and write what it shows back; figures no notebook draws any more go.

    Returns the paths that changed. Nothing is written unless every notebook ran.
    """
    seeds, figures = root / "seeds", root / "figures"
    paths = sorted((root / "notebooks").glob("*.ipynb"))
    with tempfile.TemporaryDirectory(prefix="jg-") as staged:
        environment = {"JIANGUAN_FIGURES": staged, "JIANGUAN_LANG": "en", "JIANGUAN_SEEDS": str(seeds)}
        changed = refresh_notebooks(paths, Settings(environment, progress=progress), bare=["07-explore"])
        drawn = {file.name: file.read_bytes() for file in sorted(Path(staged).iterdir())}
    return changed + _replace_figures(figures, drawn) + _replace_findings(root / "README.md", seeds)


def _replace_figures(folder: Path, drawn: dict[str, bytes]) -> list[Path]:
    before = {p.name: p.read_bytes() for p in folder.iterdir() if FIGURE.fullmatch(p.name)} if folder.is_dir() else {}
    write_files(folder, {name: content for name, content in drawn.items() if before.get(name) != content})
    for stale in sorted(set(before) - set(drawn)):
        (folder / stale).unlink()
    return [folder / name for name in sorted(set(before) | set(drawn)) if before.get(name) != drawn.get(name)]


def _replace_findings(readme: Path, seeds: Path) -> list[Path]:
    old = readme.read_text(encoding="utf-8")
    new = FINDINGS.sub(lambda block: block[1] + findings_list(seeds) + block[2], old)
    if new == old:
        return []
    return list(write_files(readme.parent, {readme.name: new.encode()}))


def findings_list(seeds: Path) -> str:
    """The findings of the summary as the README lists them, each with its grade and how many texts carry it."""
    claims = find_claims(read_corpus(seeds))
    shown = claims[claims["holds"] & claims["summary"]]
    lines = [
        f"- {r.claim_en}. *({r.texts} {'text' if r.texts == 1 else 'texts'}; {r.grade})*" for r in shown.itertuples()
    ]
    return "\n".join(lines) + "\n"
