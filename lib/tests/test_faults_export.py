"""Faults 85 to 93 of FAULTS.md: files are written whole or not at all, under safe names, and do no harm when opened."""

import os
import signal
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from faults import built, disk, project

from jianguan import export, plots
from jianguan.__main__ import main
from jianguan.build.provenance import sweep
from jianguan.errors import ConfigError, OutputError
from jianguan.export import file_stem, save, write_files
from jianguan.spreadsheet import xlsx_bytes
from jianguan.style import use_style

FORMULAS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\ufeff=1", " =1", "＝1"]
TABLE = {"doc": "a", "label_en": "x", "label_zh": "乙", "unit": "家", "href": "#s"}


@pytest.fixture
def english():
    use_style("report", "en", provinces=[])
    yield
    plt.close("all")


def test_fault_85_a_full_disk_keeps_the_old_file_and_names_the_new(tmp_path):
    with disk(tmp_path / "disk", "size=256k") as full:
        write_files(full, {"a.png": b"old"})
        with pytest.raises(OutputError, match=r"a\.png \(1,000,000 bytes\): No space left"):
            write_files(full, {"b.csv": b"small", "a.png": b"x" * 1_000_000})
        assert {path.name: path.read_bytes() for path in full.iterdir()} == {"a.png": b"old"}


def test_fault_85_the_command_line_says_so_in_one_line(tmp_path, monkeypatch, capsys):
    folder = project(tmp_path)
    with disk(folder / "out", "size=8k") as full:
        (full / "index.html").write_bytes(b"old")
        monkeypatch.chdir(folder)
        assert main(["report", "seeds", "--out", "out"]) == 4
        said = capsys.readouterr().err
        assert built(folder) == {"index.html": b"old"}
    assert said.startswith("jianguan: cannot write") and "No space left" in said and said.count("\n") == 1


@pytest.mark.parametrize("kind", ["read-only", "a file", "under a file"])
def test_fault_86_no_folder_to_write_to_is_said_before_any_work(tmp_path, monkeypatch, capsys, kind):
    folder, out = project(tmp_path, "this cell never runs"), tmp_path / "out"
    monkeypatch.chdir(folder)
    if kind == "read-only":
        with disk(out, "ro"):
            assert main(["report", "seeds", "--out", "out"]) == 4
    else:
        out.write_text("x", encoding="utf-8")
        assert main(["report", "seeds", "--out", "out" if kind == "a file" else "out/deep"]) == 4
    assert f"jianguan: cannot write to {out}" in capsys.readouterr().err


def test_fault_86_a_missing_folder_is_made(tmp_path):
    (path,) = write_files(tmp_path / "a/b", {"c.csv": b"1"})
    assert path.read_bytes() == b"1"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_fault_87_killed_at_any_moment_there_is_an_old_file_or_a_new_one(tmp_path):
    contents = {letter * 2_000_000 for letter in (b"A", b"B")}
    write_files(tmp_path, {"a.png": min(contents)})
    for round_number in range(15):
        child = os.fork()
        if not child:
            while True:
                for content in contents:
                    write_files(tmp_path, {"a.png": content})
        time.sleep(0.01 + 0.007 * round_number)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert (tmp_path / "a.png").read_bytes() in contents
    (tmp_path / ".b.png.part").write_bytes(b"half")
    sweep([tmp_path])
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_fault_88_a_link_is_replaced_and_its_target_kept(tmp_path, monkeypatch):
    folder = project(tmp_path)
    (folder / "out").mkdir()
    (folder / "precious").write_bytes(b"keep")
    for name in ("index.html", "manifest.json", ".index.html.part"):
        (folder / "out" / name).symlink_to(folder / "precious")
    monkeypatch.chdir(folder)
    assert main(["report", "seeds", "--out", "out"]) == 0
    assert (folder / "precious").read_bytes() == b"keep"
    assert not [path for path in (folder / "out").iterdir() if path.is_symlink()]


@pytest.mark.parametrize("name", ["a/b", "../x", "a\x00", "CON", "aux.", "x.", "😀", "湖南", "", "-rf", "$(x)"])
def test_fault_89_no_name_leaves_the_folder(tmp_path, name):
    target = (tmp_path / f"{file_stem(name)}.csv").resolve()
    assert target.parent == tmp_path.resolve() and len({file_stem(name), file_stem(name + "."), file_stem(name + "/")}) == 3


def test_fault_90_unknown_kinds_are_refused_and_pictures_have_one_size(english, tmp_path, monkeypatch):
    finding = {"figure": "f", "claim_en": "C"}
    monkeypatch.setenv("JIANGUAN_FORMATS", "png,tiff")
    with pytest.raises(ConfigError, match="'tiff': one of png, svg, pdf, csv"):
        save(plt.subplots()[1], finding, pd.DataFrame({"x": [1]}), folder=tmp_path)
    assert export.DPI == 300 and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cell", FORMULAS)
def test_fault_91_a_spreadsheet_holds_text_not_formulas(tmp_path, cell):
    (tmp_path / "a.xlsx").write_bytes(xlsx_bytes(pd.DataFrame({"text": [cell, "https://x.cn"], "n": [-1, 2.5]}), "t"))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert "<v>-1</v>" in sheet and "<v>2.5</v>" in sheet


@pytest.mark.filterwarnings("ignore:Glyph")
def test_fault_92_control_characters_and_markup_in_titles_give_a_valid_drawing(english, tmp_path, monkeypatch):
    monkeypatch.setenv("JIANGUAN_FORMATS", "svg,csv")
    figure, ax = plt.subplots()
    ax.bar(["a\x0b<script>", "_$\\foo{$"], [1, 2])
    chart = save(ax, {"figure": "f", "claim_en": "T\x0b\x00 ]]> <script>x</script> $\\foo{$"}, pd.DataFrame(), folder=tmp_path)
    for drawing in (chart.svg, chart.files[0].read_text(encoding="utf-8")):
        elements = list(ElementTree.fromstring(drawing).iter())
        assert not [e for e in elements if e.tag.rpartition("}")[2] == "script"]
        links = [value for e in elements for name, value in e.attrib.items() if name.endswith("href")]
        assert all(link.startswith("#") for link in links)
    assert "foo{$" in chart.svg
    traces = [str(Path.home()) + "/", os.uname().nodename] if os.name == "posix" else [str(Path.home())]
    assert not [trace for trace in traces if trace.encode() in chart.files[0].read_bytes()]


@pytest.mark.parametrize(
    ("values", "label"), [([], "x"), ([1], "x"), ([5] * 31, "x"), ([0, 0], "x"), ([1, 2], "很长的名称" * 12)]
)
def test_fault_93_charts_of_any_size(english, tmp_path, monkeypatch, values, label):
    monkeypatch.setenv("JIANGUAN_FORMATS", "csv")
    rows = [TABLE | {"doc": f"d{n}", "label_en": f"{label}{n}", "value": value} for n, value in enumerate(values)]
    table = pd.DataFrame(rows, columns=[*TABLE, "value"])
    chart = save(plots.plot_bars(table), {"figure": "f", "claim_en": "C"}, table, folder=tmp_path)
    assert ElementTree.fromstring(chart.svg) is not None
