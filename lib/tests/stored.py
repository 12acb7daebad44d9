"""A few documents, read into tables in one way or another, and whether two ways give the same."""

import shutil
from pathlib import Path

import pandas as pd

from jianguan.intake.files import seeds_folder
from jianguan.scale.batches import TABLES
from jianguan.scale.dataset import read_table

UNSEEN = Path(__file__).parent / "unseen/documents"
SEEDS, PAGES = ("hunan-2021.txt", "zhejiang-2020.txt"), ("u02.txt", "u12.txt")


def few_documents(folder: Path) -> Path:
    """Two seeds and two unseen pages, a manifest, a copy under another name, and a file that is no text."""
    for path in (*(seeds_folder() / name for name in SEEDS), *(UNSEEN / name for name in PAGES)):
        shutil.copy(path, folder)
    shutil.copy(folder / SEEDS[0], folder / "again.txt")
    (folder / "zz.txt").write_bytes(b"%PDF-1.7")
    (folder / "manifest.csv").write_text("file,window\nhunan-2021.txt,2020\nu02.txt,2022\n", encoding="utf-8")
    return folder


def same(one, other) -> None:
    """Every table of one place is that of the other, row by row."""
    for name in TABLES:
        pd.testing.assert_frame_equal(read_table(one, name), read_table(other, name), obj=name)


def settled(tables: Path) -> set[str]:
    """The names of the parts that count."""
    return {path.name for path in (tables / "files").iterdir()}
