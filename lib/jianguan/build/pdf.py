"""The page -> a PDF, printed by a Chromium where the machine has one. There is no second layout."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from jianguan.errors import OutputError
from jianguan.export import write_files

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"]
APPLICATIONS = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
]
QUIET = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--no-pdf-header-footer"]
DATE = re.compile(rb"\(D:\d{14}")


def find_browser() -> str | None:
    """A browser that can print, or None."""
    found = (shutil.which(name) for name in [*BROWSERS, *APPLICATIONS])
    return next((path for path in found if path), None)


def print_pdf(page: Path, target: Path) -> Path:
    """Print the page; the same page gives the same bytes, since the dates of printing are blotted out.

    Raises OutputError where there is no browser, or where it prints nothing.
    """
    browser = find_browser()
    if not browser:
        raise OutputError("no PDF: printing needs Chromium, Chrome or Edge, and none was found")
    with tempfile.TemporaryDirectory(prefix="jg-") as scratch:
        printed = Path(scratch) / "page.pdf"
        rooted = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        options = [*QUIET, *rooted, f"--user-data-dir={scratch}/profile", f"--print-to-pdf={printed}"]
        subprocess.run([browser, *options, page.resolve().as_uri()], capture_output=True, timeout=180, check=False)
        if not printed.exists():
            raise OutputError(f"no PDF: {Path(browser).name} printed nothing from {page}")
        (written,) = write_files(target.parent, {target.name: DATE.sub(b"(D:19800101000000", printed.read_bytes())})
    return written
