"""Saving a chart: whole sets of files, the finding's words in them, nothing of the machine, nothing dangerous."""

import io
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from jianguan import export, plots
from jianguan.errors import ConfigError, OutputError
from jianguan.export import csv_bytes, figures_folder, file_stem, save, write_files
from jianguan.style import COLOURS, use_style

TABLE = pd.DataFrame(
    {
        "doc": ["hunan-2021", "hunan-2021"],
        "label_en": ["listed as abnormal", "spot-checked"],
        "label_zh": ["列入异常名录", "双随机抽查"],
        "value": [106_000, 84_900],
        "unit": ["家", "家"],
        "href": ["#s-12", "#s-12"],
    }
)
FINDING = {
    "finding": "more-listed-than-checked",
    "figure": "03-firms",
    "holds": True,
    "claim_en": "Hunan listed more firms as abnormal than it spot-checked",
    "claim_zh": "湖南列入异常名录的企业多于抽查的企业",
    "question_en": "How many firms were checked, and how many listed?",
    "question_zh": "抽查了多少企业，列入名录多少？",
    "measure_en": "Firms, 2020, as the article reports",
    "measure_zh": "2020年企业数，据该文报道",
    "caveat_en": "It does not say that one followed from the other.",
    "caveat_zh": "原文未说二者有因果。",
    "texts": 1,
    "grade": "one text",
}


@pytest.fixture(autouse=True)
def english(tmp_path, monkeypatch):
    monkeypatch.setenv("JIANGUAN_FIGURES", str(tmp_path / "figures"))
    monkeypatch.setenv("JIANGUAN_FORMATS", "png,svg,pdf,csv")
    use_style("report", "en", provinces=[])
    yield
    plt.close("all")


def saved(**changes):
    return save(plots.plot_bars(TABLE), FINDING | changes, TABLE)


def only(monkeypatch, kinds):
    monkeypatch.setenv("JIANGUAN_FORMATS", kinds)


# Words


def test_a_chart_speaks_the_words_of_its_finding(monkeypatch):
    only(monkeypatch, "csv")
    chart = saved()
    assert chart.about["title"] == FINDING["claim_en"] and chart.about["subtitle"] == FINDING["measure_en"]
    assert chart.about["note"].startswith("Source: one document of this corpus. Seen in one text only. It does not say")
    page = re.sub("<[^>]*>", " ", chart.svg)
    assert "listed more firms" in page and "106,000" in page and "one document of this corpus" in page


def test_where_the_claim_fails_the_question_stands(monkeypatch):
    only(monkeypatch, "csv")
    assert saved(holds=False).about["title"] == FINDING["question_en"]


def test_chinese_files_stand_beside_the_english_ones():
    use_style("report", "zh")
    chart = saved()
    assert [path.name for path in chart.files] == [f"03-firms-zh.{kind}" for kind in ("png", "svg", "pdf", "csv")]
    assert "10.6万家" in chart.svg and "Hunan" not in chart.svg and "106,000" not in chart.svg


def test_the_notebook_shows_the_page_picture_and_its_words(monkeypatch):
    only(monkeypatch, "csv")
    data, metadata = saved()._repr_mimebundle_()
    assert data["image/svg+xml"].startswith("<svg") and data["text/plain"] == metadata["image/svg+xml"]["alt"]
    assert {"figure", "title", "subtitle", "note", "alt", "lang"} <= set(metadata["image/svg+xml"])


def test_a_figure_of_the_users_own_is_saved_with_the_same_call():
    figure, ax = plt.subplots()
    ax.bar(["a", "b"], [1, 2])
    chart = save(ax, {"figure": "mine", "claim_en": "Mine"}, pd.DataFrame({"x": [1, 2]}))
    assert chart.about["title"] == "Mine"
    with Image.open(chart.files[0]) as picture:
        assert picture.size == (4000, 2250)
    assert not plt.fignum_exists(figure.number)


# Pictures


def test_page_svg_keeps_text_links_and_named_groups(monkeypatch):
    only(monkeypatch, "csv")
    chart = saved()
    ids = {element.get("id") for element in ElementTree.fromstring(chart.svg).iter()}
    assert {"title", "subtitle", "note"} <= ids
    assert '"#s-12"' in chart.svg and "_blank" not in chart.svg and "<text" in chart.svg


def test_files_carry_the_words_and_nothing_of_the_machine():
    alt = "Two bars; the longer is 106,000."
    traces = [b"#s-12", b'href="http', b"Software", str(Path.home()).encode() + b"/", b"CreationDate", b"Matplotlib"]
    files = saved(alt_en=alt).files
    for path in files:
        content = path.read_bytes()
        assert [trace for trace in traces if trace in content] == [], path.name
    png, svg, pdf, _ = files
    with Image.open(png) as picture:
        assert (picture.text["Title"], picture.text["Description"]) == (FINDING["claim_en"], alt)
        assert picture.size == (4000, 2250) and round(picture.info["dpi"][0]) == 300
    outlines = svg.read_text(encoding="utf-8")
    assert alt in outlines and "<text" not in outlines
    assert alt.encode() in pdf.read_bytes() and b"/FontFile2" in pdf.read_bytes() and b"/Type3" not in pdf.read_bytes()
    first = {path: path.read_bytes() for path in files}
    assert {path: path.read_bytes() for path in saved(alt_en=alt).files} == first


def test_areas_keep_their_exact_colours_in_a_small_palette(monkeypatch):
    only(monkeypatch, "png")
    with Image.open(saved().files[0]) as picture:
        shown = {colour for _, colour in picture.convert("RGB").getcolors()}
    assert {(255, 255, 255), tuple(bytes.fromhex(COLOURS["achieved"][1:]))} <= shown


def test_unknown_kinds_of_file_are_refused_with_the_known_ones(monkeypatch):
    only(monkeypatch, "png,bmp")
    with pytest.raises(ConfigError, match="'bmp'.*png, svg, pdf, csv"):
        saved()


# Data


def test_the_csv_redraws_the_same_bars(monkeypatch):
    only(monkeypatch, "csv")
    path = saved().files[0]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    again = plots.plot_bars(pd.read_csv(path, encoding="utf-8-sig"))
    assert [bar.get_width() for bar in again.patches] == [106_000, 84_900]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\tx", "\ufeff=1", " =1", "＝1", "－1", "\u3000＝1", "\x00=1"]
)
def test_no_text_cell_can_run_as_a_formula(cell):
    written = csv_bytes(pd.DataFrame({"a": [cell, "b"]}))
    table = pd.read_csv(io.BytesIO(written), encoding="utf-8-sig", keep_default_na=False)
    assert table["a"].tolist() == ["'" + cell, "b"]


def test_numbers_stay_numbers_and_missing_stays_empty():
    table = pd.DataFrame({"n": [-5, 3], "share": [0.1, np.nan], "items": [["甲", "乙"], []]})
    assert csv_bytes(table).decode("utf-8-sig") == "n,share,items\n-5,0.1,甲|乙\n3,,\n"


def test_infinite_numbers_are_refused():
    with pytest.raises(ValueError, match="row 1, column 'a'"):
        csv_bytes(pd.DataFrame({"a": [1.0, np.inf]}))


# Files


@pytest.mark.parametrize("name", ["../x", "a/b", "CON", "aux", "x.", "湖南", "\x00", "😀", "", "A" * 300])
def test_file_names_are_safe_and_distinct(name):
    stem = file_stem(name)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,70}", stem)
    assert stem not in export.RESERVED
    assert file_stem(name + "x") != stem


def test_all_files_or_none(tmp_path):
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OutputError, match=r"b\.csv \(3 bytes\)"):
        write_files(tmp_path, {"a.png": b"new", "b.csv": b"new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.csv"]


def test_old_files_stand_when_the_disk_is_full(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    write_files(tmp_path, {"a.png": b"old"})
    monkeypatch.setattr(export.os, "fsync", full)
    with pytest.raises(OutputError, match=r"a\.png \(5,000 bytes\): No space left"):
        write_files(tmp_path, {"a.png": b"x" * 5000})
    assert (tmp_path / "a.png").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_links_are_replaced_never_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"keep")
    (tmp_path / "a.png").symlink_to(tmp_path / "secret")
    (tmp_path / ".a.png.part").symlink_to(tmp_path / "secret")
    write_files(tmp_path, {"a.png": b"new"})
    assert (tmp_path / "secret").read_bytes() == b"keep"
    assert not (tmp_path / "a.png").is_symlink() and (tmp_path / "a.png").read_bytes() == b"new"


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "figures").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="figures"):
        write_files(tmp_path / "figures", {"a.png": b"x"})


@pytest.fixture
def nobody():
    """For a moment not the superuser, who may write anywhere."""
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    yield
    if superuser:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
def test_a_folder_that_cannot_be_written(nobody):
    with TemporaryDirectory() as folder, pytest.raises(OutputError, match="Permission denied"):
        Path(folder).chmod(0o555)
        write_files(Path(folder), {"a.png": b"x"})


def test_the_nearest_figures_folder_upward(tmp_path, monkeypatch):
    monkeypatch.delenv("JIANGUAN_FIGURES")
    (tmp_path / "figures").mkdir()
    (tmp_path / "notebooks" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "deep")
    assert figures_folder() == tmp_path / "figures"
