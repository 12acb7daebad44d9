"""What each command does, from its options to its exit code."""

import os
import sys
import time
from argparse import Namespace
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from jianguan.check import changes_since_last_time, describe_documents, describe_notes
from jianguan.corpus import Corpus, read_corpus
from jianguan.errors import ConfigError, OutputError
from jianguan.intake.files import seeds_folder

HERE = Path(__file__).resolve().parents[2]
PATIENCE = 600  # seconds to wait for another build


def check(options: Namespace) -> int:
    """Read the documents; one line each, then the notes and what changed since last time."""
    corpus = read_corpus(options.folder)
    for line in describe_documents(corpus):
        print(line)
    for line in describe_notes(corpus.notes):
        print(line)
    for line in changes_since_last_time(corpus, seeds_folder(options.folder)):
        print(line)
    return _verdict(corpus, options.strict)


def report(options: Namespace) -> int:
    """Build the report; warnings go to the terminal and into its data notes."""
    from jianguan.report import build_report

    options.folder = _stored(options.tables) if options.tables else options.folder
    corpus = _read(options)
    with _only_one(options.out):
        built = build_report(
            notebooks_folder(), options.out, options.out / "figures",
            seeds=seeds_folder(options.folder), progress=_progress(),
        )  # fmt: skip
    print(f"report: {built.path}\nfigures: {options.out / 'figures'}")
    return _verdict(corpus, options.strict)


def export(options: Namespace) -> int:
    """Write the pack of figures: every notebook is run for its charts."""
    from jianguan.build.pack import build_pack

    _read(options)
    with _only_one(options.out), _everything_from(options.folder):
        sheet = build_pack(notebooks_folder(), options.out, seeds_folder(options.folder), options.lang, _progress())
    print(f"figures: {options.out}\ncontact sheet: {sheet}")
    return 0


def deck(options: Namespace) -> int:
    """Write the slides."""
    from jianguan.deck import build_deck

    corpus = _read(options)
    with _only_one(options.out), _everything_from(options.folder):
        print(f"slides: {build_deck(corpus, options.out, options.lang, options.shape)}")
    return 0


def read(options: Namespace) -> int:
    """Write everything found as Parquet, batch by batch."""
    from jianguan.scale.dataset import write_tables
    from jianguan.scale.places import is_address

    folder = options.folder if is_address(options.folder) else seeds_folder(options.folder)
    workers = options.scheduler or options.workers
    settings = {"engine": options.engine, "workers": workers, "megabytes": options.batch}
    tables = write_tables(folder, options.out, **settings)
    print(f"tables: {tables}")
    return 0


def outputs(_options: Namespace) -> int:
    """Refresh what is committed: notebooks with their outputs, figures, and the findings in the README."""
    from jianguan.build.outputs import refresh

    for path in refresh(HERE, _progress()):
        print(f"changed: {path}")
    return 0


def pdf(options: Namespace) -> int:
    """Print the report where there is a Chromium; else say so."""
    from jianguan.build.pdf import print_pdf

    print(f"pdf: {print_pdf(options.out / 'index.html', options.out / 'report.pdf')}")
    return 0


def notebooks_folder() -> Path:
    """The notebooks: the nearest folder of that name upward from here, else the one beside the library."""
    here = Path.cwd()
    places = [up / "notebooks" for up in (here, *here.parents)] + [HERE / "notebooks"]
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise ConfigError(f"no folder notebooks/ in {here} or above it; run this inside a clone of the project")
    return found


def _stored(tables: Path) -> Path:
    """The folder, if it holds tables that `read` has written."""
    if not any(tables.glob("files/part-*.parquet")):
        raise ConfigError(f"no tables in {tables.absolute()}; `python -m jianguan read FOLDER --out TABLES` makes them")
    return tables


def _read(options: Namespace) -> Corpus:
    """The corpus, its warnings said at once."""
    corpus = read_corpus(options.folder)
    for line in describe_notes(corpus.notes.query("severity == 'warning'")):
        print(line, file=sys.stderr)
    return corpus


@contextmanager
def _everything_from(folder: str | None):
    """Whatever else is looked for beside the documents (a coding) is looked for in this folder."""
    before = os.environ.get("JIANGUAN_SEEDS")
    os.environ["JIANGUAN_SEEDS"] = str(seeds_folder(folder))
    try:
        yield
    finally:
        os.environ.pop("JIANGUAN_SEEDS")
        os.environ.update({"JIANGUAN_SEEDS": before} if before is not None else {})


def _verdict(corpus: Corpus, strict: bool) -> int:
    return 1 if strict and (corpus.notes["severity"] == "warning").any() else 0


@contextmanager
def _only_one(out: Path):
    """One build at a time in a folder, which must be one that can be written; a dead build holds no lock."""
    lock, signed = FileLock(out / ".lock"), out / ".lock"
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=PATIENCE)
        signed.write_text(f"process {os.getpid()}, since {time.strftime('%F %T')}", encoding="utf-8")
    except Timeout:
        other = signed.read_text(encoding="utf-8") if signed.is_file() else "which has just ended"
        raise OutputError(f"another build ({other}) is writing {out.resolve()}; waited {PATIENCE} s") from None
    except OSError as problem:
        raise OutputError(f"cannot write to {out.resolve()}: {problem.strerror}") from None
    try:
        yield
    finally:
        signed.unlink(missing_ok=True)
        lock.release()


def _progress():
    """Progress on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(notebook: str, cell: int, cells: int) -> None:
        print(f"\r\033[K{notebook} {cell}/{cells}", end="" if cell < cells else "\n", file=sys.stderr, flush=True)

    return show
