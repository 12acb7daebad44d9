"""The pack of figures: every kind of file of every chart, and a sheet that shows them without running anything."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_notebook

from jianguan.build import pack
from jianguan.build.pack import build_pack, contact_sheet
from jianguan.build.run import NotebookError
from jianguan.style import style

CLAIM = {
    "figure": "01-mine", "holds": True, "claim_en": "One <b>claim</b>", "claim_zh": "一个论断", "question_en": "Q?",
    "question_zh": "问?", "measure_en": "Count", "measure_zh": "数量", "caveat_en": "Few texts", "caveat_zh": "文本少",
    "alt_en": "Bars", "alt_zh": "条形图",
}  # fmt: skip
CLAIMS = pd.DataFrame([CLAIM])
CELL = """
import pandas as pd
from jianguan.export import save
from jianguan.plots import plot_bars
from jianguan.style import use_style
use_style()
bars = pd.DataFrame({"label_en": ["a"], "label_zh": ["甲"], "value": [3]})
save(plot_bars(bars), {"figure": "01-mine", "claim_en": "One claim", "claim_zh": "一个论断"}, bars)
"""


def notebooks(folder: Path, source: str) -> Path:
    nbformat.write(new_notebook(cells=[new_code_cell(source)]), folder / "01-mine.ipynb")
    return folder


def test_the_pack_has_every_kind_of_file_and_the_sheet_links_them(tmp_path, monkeypatch):
    monkeypatch.setattr(pack, "find_claims", lambda corpus: CLAIMS)
    monkeypatch.setattr(pack, "read_corpus", lambda folder: None)
    sheet = build_pack(notebooks(tmp_path, CELL), tmp_path / "out", lang="zh")
    assert sheet.name == "index-zh.html"
    made = {path.name for path in sheet.parent.iterdir()}
    assert made == {"index-zh.html", *(f"01-mine-zh.{kind}" for kind in ("png", "svg", "pdf", "csv"))}
    page = html.fromstring(sheet.read_text(encoding="utf-8"))
    assert {link for _, _, link, _ in page.iterlinks()} == made - {"index-zh.html"}
    assert page.findtext(".//li/h2") == "一个论断"


def test_nothing_is_written_when_a_notebook_fails(tmp_path):
    with pytest.raises(NotebookError, match="01-mine"):
        build_pack(notebooks(tmp_path, "1/0"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_sheet_escapes_what_it_shows_and_runs_nothing():
    page = contact_sheet(["01-mine.png", "01-mine.csv", "quantities.csv"], CLAIMS, "en")
    assert "One &lt;b&gt;claim&lt;/b&gt;" in page and "<b>" not in page
    assert "<script" not in page and not re.search(r"\son\w+=", page) and "http:" not in page
    assert "default-src 'none'" in page


def test_tables_of_no_finding_stand_apart_and_both_languages_are_whole():
    english = html.fromstring(contact_sheet(["01-mine.png", "quantities.csv", "quantities.xlsx"], CLAIMS, "en"))
    assert english.xpath("//section//a/text()") == ["quantities.csv", "quantities.xlsx"]
    chinese = html.fromstring(contact_sheet(["01-mine-zh.png"], CLAIMS, "zh"))
    words = " ".join(chinese.xpath("//body//text()")).replace("01-mine", "")
    assert not re.search(r"[A-Za-z]{4,}", words)
    assert style().lang == "en"


def test_a_claim_that_does_not_hold_is_shown_as_its_question():
    page = html.fromstring(contact_sheet(["01-mine.png"], CLAIMS.assign(holds=False), "en"))
    assert page.findtext(".//li/h2") == "Q?"
