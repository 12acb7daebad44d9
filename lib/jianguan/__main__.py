"""The command line: `python -m jianguan report | export | deck | check | read | outputs | pdf [FOLDER]`.

Exit codes: 0 done (what was skipped is listed) · 1 a warning, with --strict · 2 command line, settings or word list
wrong · 3 no usable document · 4 cannot write or lock, old outputs untouched · 5 a notebook failed, old report
untouched · 70 an error of jianguan's own · 130, 143 interrupted.
"""

import argparse
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

EXIT_CODES = "0 done, 1 a --strict warning, 2 usage, 3 no document, 4 cannot write, 5 a notebook failed, 70 our fault"


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m jianguan", description=__doc__.split("\n")[0], epilog=EXIT_CODES)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = _command(commands, "report", "run the notebooks and write the report, one HTML file", strict=True)
    report.add_argument("--out", type=Path, default=Path("report"), help="where it goes (default: report)")
    report.add_argument("--from", dest="tables", type=Path, metavar="TABLES", help="tables that `read` has written")
    export = _command(commands, "export", "write every figure as PNG, SVG, PDF and CSV, with a contact sheet")
    export.add_argument("--out", type=Path, default=Path("figures"), help="where they go (default: figures)")
    deck = _command(commands, "deck", "write the findings as slides for PowerPoint")
    deck.add_argument("--out", type=Path, default=Path("figures"), help="where it goes (default: figures)")
    deck.add_argument("--shape", choices=("16:9", "4:3"), help="the slides' shape (default: the theme's, else 16:9)")
    for command in (export, deck):
        command.add_argument("--lang", choices=("en", "zh"), default="en", help="the language of charts and claims")
    _command(
        commands, "check", "read the documents and say what was found, from where, and what is missing", strict=True
    )
    read = _command(commands, "read", "write everything found as Parquet tables")
    read.add_argument("--out", required=True, help="the folder of the tables, or an address such as s3://bucket/tables")
    read.add_argument("--engine", choices=("rjieba", "jieba"), default="rjieba", help="who cuts the words (the same)")
    read.add_argument("--workers", type=int, help="how many processes (default: one for each core)")
    read.add_argument("--batch", type=float, default=16, metavar="MB", help="how much is read at once (default: 16)")
    read.add_argument("--scheduler", help="the address of a Dask scheduler (tcp://...), to use its workers instead")
    commands.add_parser("outputs", help="refresh the committed notebooks, figures and the findings in the README")
    pdf = commands.add_parser("pdf", help="print the report with a Chromium, where there is one")
    pdf.add_argument("--out", type=Path, default=Path("report"), help="where the report is (default: report)")
    return top


def _command(commands, name: str, about: str, *, strict: bool = False) -> argparse.ArgumentParser:
    """A command that reads a folder of documents."""
    command = commands.add_parser(name, help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("folder", nargs="?", help="the documents (default: $JIANGUAN_SEEDS, else seeds/)")
    if strict:
        command.add_argument("--strict", action="store_true", help="exit 1 if anything was skipped or repaired")
    return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every failure is one clear line and its exit code."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        return _run(options)
    except KeyboardInterrupt:
        print("jianguan: interrupted; what was there before is untouched", file=sys.stderr)
        return 130
    except Exception as error:
        traceback.print_exc()
        print(f"jianguan: an error of its own ({type(error).__name__}); please report the lines above", file=sys.stderr)
        return 70


def _run(options: argparse.Namespace) -> int:
    from jianguan import commands
    from jianguan.build.run import NotebookError
    from jianguan.errors import ConfigError, CorpusError, OutputError

    codes = {ConfigError: 2, CorpusError: 3, OutputError: 4, OSError: 4, NotebookError: 5}
    try:
        return getattr(commands, options.command)(options)
    except tuple(codes) as problem:
        print(f"jianguan: {problem}", file=sys.stderr)
        return next(code for kind, code in codes.items() if isinstance(problem, kind))


def _terminated(number: int, _frame) -> None:
    """SIGTERM ends like an error, so that kernels and part files are cleaned up on the way out."""
    print("jianguan: terminated; what was there before is untouched", file=sys.stderr)
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
