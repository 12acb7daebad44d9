"""The report: notebooks run as copies, one safe page comes out, links lead somewhere, the same bytes twice."""

import base64
import re
import threading
import time
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from jianguan.__main__ import main
from jianguan.build import pdf
from jianguan.build.run import NotebookError, Settings, refresh_notebooks, run_notebooks
from jianguan.corpus import Reading, read_corpus
from jianguan.errors import ConfigError, OutputError
from jianguan.evidence import templates
from jianguan.findings import find_claims
from jianguan.html import prose
from jianguan.html.drawing import dark, draw
from jianguan.html.page import Chart, Page
from jianguan.html.prose import heading_slug, mark_chinese, resolve
from jianguan.html.safe import purified
from jianguan.intake.files import seeds_folder
from jianguan.layers import layers
from jianguan.report import build_report, chapters_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 400 300">'
    '<g id="patch_1"><path d="M 0 0" style="fill: #ffffff"/></g>'
    '<a xlink:href="06-sources.ipynb#group.x" target="_blank">'
    '<path id="bar" clip-path="url(#c)" style="fill: #17466e"/></a>'
    '<a xlink:href="#nowhere"><text y="150">食品</text></a>'
    '<g id="title"><text style="font-size: 10px" x="0" y="20">Title</text></g>'
    '<g id="note"><text style="font-size: 10px" x="0" y="290">Note</text></g>'
    '<defs><clipPath id="c"/></defs></svg>'
)
CHART = f"""# HIDE
from IPython.display import publish_display_data
about = {{"figure": "01-status", "title": "Only 湖南 reports", "subtitle": "count", "note": "n = 5", "alt": "Bars"}}
publish_display_data({{"image/svg+xml": {SVG!r}, "text/plain": "Bars"}}, {{"image/svg+xml": about}})
"""
SAVE = """
import os, pathlib
folder = pathlib.Path(os.environ["JIANGUAN_FIGURES"])
_ = folder.joinpath("01-status.csv").write_text("doc,n", encoding="utf-8")
"""
HOSTILE = """# HIDE
from IPython.display import HTML, Markdown, display
display({"application/javascript": "alert(1)", "text/plain": "only text"}, raw=True)
display(HTML("<p onclick='x()'>35<script>alert(2)</script><a href='javascript:alert(3)'>go</a><img src='http://x/y.png'></p>"))
display(Markdown("<iframe src='https://x'></iframe> and {{7*7}} [link](jav&#x61;script:alert(4))"))
print("<b>\\x1b[31mred</b>")
"""


def write(folder: Path, **notebooks: list) -> Path:
    """Notebooks from lists of sources: Markdown where they begin with # or a letter after `md:`."""
    folder.mkdir(exist_ok=True)
    for name, sources in notebooks.items():
        tags = [{"tags": ["hide-input"]} if "HIDE" in source else {} for source in sources]
        cells = [
            new_markdown_cell(source[3:]) if source.startswith("md:") else new_code_cell(source, metadata=tag)
            for source, tag in zip(sources, tags, strict=True)
        ]
        for number, cell in enumerate(cells):
            cell.id = f"cell-{number}"
        nbformat.write(new_notebook(cells=cells), folder / f"{name.lstrip('_').replace('_', '-')}.ipynb")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small report of two chapters, built once."""
    folder = tmp_path_factory.mktemp("project")
    notebooks = write(
        folder / "notebooks",
        _00_summary=["md:# Findings", "# HIDE\n'set-up value'", "md:## First\n\nSee [status](01-numbers.ipynb#What-is-reported?)."],
        _01_numbers=["md:# Numbers", "md:## What is reported?", SAVE, CHART, "md:查办 means *handled*.", HOSTILE],
        _06_sources=["md:# Texts", "# HIDE\nfrom IPython.display import HTML, display\ndisplay(HTML('<p id=\"group.x\">here</p>'))"],
        _07_explore=["1/0"],
    )
    before = {path: path.read_bytes() for path in notebooks.iterdir()}
    report = build_report(notebooks, folder / "out", folder / "figures")
    assert before == {path: path.read_bytes() for path in notebooks.iterdir()}
    return folder, report, report.path.read_text(encoding="utf-8")


def test_page_is_one_file_without_script_or_request(built):
    _, report, page = built
    assert report.size == len(page.encode()) < 4_000_000
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'" in page
    tree = html.fromstring(page)
    assert not tree.xpath("//script|//iframe|//link|//object|//embed|//form|//base")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert all(link.startswith(("#", "data:")) for link in tree.xpath("//@href|//@src"))
    assert not re.search(r"url\((?!#|data:)", page)


def test_hostile_output_is_text(built):
    page = built[2]
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert "&lt;iframe" in page and "{{7*7}}" in page
    assert "only text" in page and "alert(1)" not in page
    assert "&lt;b&gt;red&lt;/b&gt;" in page
    assert not [value for value in html.fromstring(page).xpath("//body//@*") if "script:" in value or "alert" in value]


def test_figure_has_its_words_as_text_and_its_data_inside(built):
    tree = html.fromstring(built[2])
    (figure,) = tree.xpath("//figure[@id='figure.01-status']")
    assert figure.xpath("string(figcaption/p[@class='title'])") == "Only 湖南 reports"
    assert figure.xpath(".//span[@lang='zh']")[0].text == "湖南"
    (data,) = figure.xpath(".//a[@download='01-status.csv']/@href")
    assert base64.b64decode(data.partition(",")[2]) == b"doc,n"
    assert "target=\"_" not in built[2]


def test_links_lead_within_the_page_or_nowhere(built):
    folder, report, page = built
    tree = html.fromstring(page)
    anchors = set(tree.xpath("//@id"))
    assert "#01-numbers.what-is-reported" in tree.xpath("//a/@href")
    assert "#group.x" in tree.xpath("//a/@href")
    assert all(link[1:] in anchors for link in tree.xpath("//a/@href") if link.startswith("#"))
    assert report.unlinked == ("chart: #nowhere",)


def test_code_is_folded_and_set_up_hidden(built):
    tree = html.fromstring(built[2])
    assert "HIDE" not in built[2] and "set-up value" not in built[2]
    assert tree.xpath("//details[contains(@class, 'code')]") and not tree.xpath("//details[@open]")


def test_headings_never_skip_a_level(built):
    levels = [int(h.tag[1]) for h in html.fromstring(built[2]).iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


def test_figures_arrive_and_explore_is_left_out(built):
    folder, _, page = built
    assert [path.name for path in (folder / "figures").iterdir()] == ["01-status.csv"]
    assert "explore" not in page


def test_same_bytes_twice(built):
    folder, report, page = built
    again = build_report(folder / "notebooks", folder / "again", folder / "figures")
    assert again.path.read_text(encoding="utf-8") == page


def test_failing_cell_is_named_and_the_old_report_stays(tmp_path):
    bad = ["md:# A", "x = 1", "raise ValueError('two\\nlines')"]
    notebooks = write(tmp_path / "n", _00_a=bad, _01_b=["import time; time.sleep(60)"])
    (tmp_path / "out").mkdir()
    (tmp_path / "out/index.html").write_text("old", encoding="utf-8")
    begun = time.monotonic()
    with pytest.raises(NotebookError, match=r"00-a\.ipynb, cell 3: ValueError: two$") as failure:
        build_report(notebooks, tmp_path / "out", tmp_path / "figures")
    assert (failure.value.notebook, failure.value.cell) == ("00-a.ipynb", 3)
    assert time.monotonic() - begun < 30
    assert (tmp_path / "out/index.html").read_text(encoding="utf-8") == "old"
    assert not (tmp_path / "figures").exists()
    assert not [t for t in threading.enumerate() if t.name.startswith("notebooks")]


@pytest.mark.parametrize(
    ("source", "reason"),
    [("while True: pass", "still running after 2 s"), ("import os; os.kill(os.getpid(), 9)", "kernel died")],
)
def test_endless_and_dying_cells_end(tmp_path, source, reason):
    paths = chapters_of(write(tmp_path / "n", _00_a=[source]))
    with pytest.raises(NotebookError, match=reason):
        run_notebooks(paths, Settings({}, timeout=2))


def test_notebooks_of_a_build_read_once_and_find_the_same(tmp_path, monkeypatch):
    alone = find_claims(read_corpus())
    find, found = Reading.corpus, []
    monkeypatch.setattr(Reading, "corpus", lambda self: found.append(self) or find(self))
    monkeypatch.setenv("JIANGUAN_BUILD", str(tmp_path))
    first, second = read_corpus(), read_corpus()
    assert len(found) == 1 and first is not second
    columns = ["holds", "claim_en", "claim_zh", "docs", "grade"]
    for corpus in (first, second):
        pd.testing.assert_frame_equal(find_claims(corpus)[columns], alone[columns])
        assert len(layers(corpus)["phrases"]) == len(alone.loc["shared", "spans"])
    assert not first.within(doc=first.documents.index[0]).found
    read_corpus(seeds_folder())
    assert len(found) == 2


def test_no_notebooks_is_said(tmp_path):
    with pytest.raises(ConfigError, match="no notebooks named"):
        build_report(tmp_path, tmp_path, tmp_path)


def test_refreshed_notebooks_are_steady_and_bare_ones_stay_bare(tmp_path):
    folder = write(tmp_path / "n", _00_a=["print('a'); print('b')", "40 + 2"], _07_explore=["1 + 1"])
    paths, told = sorted(folder.iterdir()), []
    settings = Settings({}, progress=lambda *cell: told.append(cell))
    assert refresh_notebooks(paths, settings, bare=["07-explore"]) == paths
    assert refresh_notebooks(paths[:1], settings) == []
    stored = nbformat.read(paths[0], as_version=4)
    assert stored.metadata.language_info == {"name": "python"}
    assert [cell.execution_count for cell in stored.cells] == [1, 2]
    assert [cell.id for cell in stored.cells] == ["cell-0", "cell-1"]
    assert stored.cells[0].outputs[0].text == "a\nb\n"
    assert ("00-a", 2, 2) in told
    assert nbformat.read(paths[1], as_version=4).cells[0].outputs == []


def test_drawing_is_cropped_prefixed_and_harmless():
    hostile = '<script>x</script><image href="http://x/y.png"/><defs onload="x()">'
    drawn = draw(SVG.replace("<defs>", hostile), "f", "Bars")
    assert "Title" not in drawn and "patch_1" not in drawn
    assert 'viewBox="0 26.0 400 252.0"' in drawn
    assert 'id="f.bar"' in drawn and "url(#f.c)" in drawn
    assert "var(--c-17466e)" in drawn and 'lang="zh"' in drawn
    assert not re.search(r"script|http://x|onload|target", drawn)


@pytest.mark.parametrize("broken", ["<svg", "<html/>", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;'])
def test_what_is_no_drawing_is_refused(broken):
    with pytest.raises(ValueError, match="not a drawing"):
        draw(broken, "f", "")


def test_dark_turns_dark_into_light_and_keeps_order():
    greys = [dark(c * 3) for c in ("00", "40", "80", "c0")]
    assert greys == sorted(greys, reverse=True)


def test_chinese_gets_its_language_once_and_not_in_code():
    root = purified('<p>The “三高四新” plan <b>食品安全</b></p><code>监管</code><p lang="zh">已经</p>')
    mark_chinese(root)
    marked = [(e.tag, e.text) for e in root.iter() if e.get("lang") == "zh"]
    assert marked == [("span", "三高四新"), ("b", "食品安全"), ("p", "已经")]


def test_a_chinese_quotation_stays_one_run_and_english_keeps_its_quotes():
    root = purified("<p>It says “查办案件35512件,罚没“7.66亿元”。” and “35512件” again.</p>")
    mark_chinese(root)
    assert [e.text for e in root.iter("span")] == ["查办案件35512件,罚没“7.66亿元", "35512件"]


def test_text_survives_marking_whole():
    root = purified("<p>a 查办 b <i>c 监管</i> d 100% 食品, e</p>")
    before = root.text_content()
    mark_chinese(root)
    assert root.text_content() == before


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("06-sources.ipynb#a.b", "#a.b"),
        ("06-sources.ipynb", "#06-sources"),
        ("01-x.ipynb#What-is-it?", "#01-x.what-is-it"),
        ("#What-is-it?", "#01-x.what-is-it"),
        ("https://a.cn/", "https://a.cn/"),
        ("09-gone.ipynb#x", None),
    ],
)
def test_links_are_resolved(link, target):
    assert resolve(link, "01-x", {"a.b", "06-sources", "01-x.what-is-it"}) == target


def test_tables_lose_row_numbers_and_align_by_what_they_hold():
    table = pd.DataFrame({"place": ["Hunan", "Jiangsu"], "n": ["1,024", "–"], "of": ["5%", "7"]})
    root = purified(table.to_html() + pd.DataFrame({"n": [1]}, index=["a"]).to_html())
    prose.set_tables(root)
    first, second = root.iter("table")
    assert [cell.get("class") for cell in first.iter("td")] == ["short", "number", "number"] * 2
    assert first.text_content().split()[:4] == ["place", "n", "of", "Hunan"]
    assert "a" in second.text_content()
    assert [div.get("class") for div in root] == ["table", "table"]


def test_first_use_of_a_term_opens_its_gloss_without_script(monkeypatch):
    entry = {"term": "查办", "pinyin": "chábàn", "literal": "look into and handle", "meaning": "<not> “convicted”"}
    monkeypatch.setattr(prose, "glossary", lambda: {"查办": entry})
    root = purified("<h2>查办</h2><p>They 查办 and 查办.</p><p class='quote'>查办</p>")
    prose.gloss(root, "03")
    (button,) = root.iter("button")
    (note,) = root.xpath("//*[@popover]")
    assert button.get("popovertarget") == note.get("id") == "gloss.03.1"
    assert (button.text, button.getparent().getparent().tag) == ("查办", "p")
    assert "&lt;not&gt;" in html.tostring(note, encoding="unicode")


def test_unknown_tags_and_control_characters_become_text():
    assert purified("<p>\x0b<foo bar='1'>x</foo></p>").text_content() == '\ufffd<foo bar="1">x</foo>'


def test_heading_slug_agrees_with_jupyter():
    assert heading_slug("Who says “要”?") == heading_slug("Who-says-“要”?")


def test_page_without_figure_files_has_no_download_line(tmp_path):
    notebook = new_notebook(cells=[new_markdown_cell("# T")])
    assert 'class="files"' not in Page(tmp_path).render({"00-t": notebook}).split("</style>")[-1]


@pytest.mark.parametrize(("height", "shown"), [("179.1", "0 0 520 179.1"), ("4000", "0 0 520 390.0")])
def test_a_card_shows_a_chart_whole_and_of_a_tall_one_the_top(height, shown):
    chart = Chart("05-a", f'<svg width="520" height="{height}"></svg>', {})
    drawn = templates().get_template("thumbnail.html.j2").render(chart=chart, alt="a")
    assert f'viewBox="{shown}"' in drawn and f'height="{height}"' in drawn


def test_a_large_table_stands_beside_the_page_and_not_in_it(tmp_path):
    for n, held in ((1_000, True), (200_000, False)):
        (tmp_path / "01-status.csv").write_text("n\n" * (n // 2), encoding="utf-8")
        notebook = run_notebooks([write(tmp_path / "n", **{"01-a": [CHART]}) / "01-a.ipynb"], Settings({}))[0]
        page = Page(tmp_path).render({"01-a": notebook})
        assert ("text/csv" in page) == held and 'download="01-status.svg"' in page


def test_no_browser_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    with pytest.raises(OutputError, match="^no PDF: printing needs Chromium"):
        pdf.print_pdf(tmp_path / "index.html", tmp_path / "report.pdf")


@pytest.mark.skipif(not pdf.find_browser(), reason="no browser on this machine")
def test_the_same_page_prints_the_same_pdf(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<!DOCTYPE html><title>监管</title><p>查办35512件</p>", encoding="utf-8")
    first = pdf.print_pdf(page, tmp_path / "a.pdf").read_bytes()
    assert first.startswith(b"%PDF-") and pdf.print_pdf(page, tmp_path / "b.pdf").read_bytes() == first


def test_the_report_has_one_language(capsys):
    with pytest.raises(SystemExit) as refused:
        main(["report", "--lang", "zh"])
    assert refused.value.code == 2 and "--lang" in capsys.readouterr().err
