"""The slides: real charts with their numbers, in one language, of any corpus, the same bytes twice."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from jianguan import deck as decks
from jianguan.chapters.opening import limit_lines
from jianguan.corpus import Corpus, read_corpus
from jianguan.deck import build_deck
from jianguan.findings import COLUMNS, WORDED
from jianguan.layers import Layers
from jianguan.style import style, styled
from jianguan.talk import placing
from jianguan.talk.archive import steady
from jianguan.talk.forms import Bars, Quotations, Rows
from jianguan.talk.native import add_bars, safe
from jianguan.talk.notes import evidence_of
from jianguan.talk.placing import put

TEXT = """{place}市场监管局召开工作会议

{year}年1月20日,{place}市场监管局召开会议。

2020年,全局查办各类案件{cases}件,罚没{cases}万元。聚焦食品安全,打赢攻坚战,夯实监管根基,铺好发展之路。
坚持“四个最严”,落实“三大行动”,推动监管创新,推动服务创新,推动制度创新。到2022年底,培育企业{cases}家以上。
夺取疫情防控和经济发展“双胜利”。必须加强价格监管,要严查投诉举报。
"""
PLACES = ["湖南省", "江苏省", "浙江省", "广东省", "四川省", "湖北省"]


def corpus_of(folder: Path, number: int) -> Corpus:
    for n, place in enumerate(PLACES[:number]):
        text = TEXT.format(place=place, year=2021, cases=(n + 1) * 123)
        (folder / f"text-{n}.txt").write_text(text, encoding="utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module", autouse=True)
def claims_tested_once_and_small_pictures():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decks, "find_claims", cache(decks.find_claims))
        patch.setattr(placing, "DPI", 40)
        yield


@pytest.fixture(scope="module")
def texts(tmp_path_factory) -> Corpus:
    return corpus_of(tmp_path_factory.mktemp("texts"), 3)


@pytest.fixture(scope="module")
def english(texts, tmp_path_factory) -> Path:
    return build_deck(texts, tmp_path_factory.mktemp("out"), "en")


@pytest.fixture(scope="module")
def chinese(texts, tmp_path_factory) -> Path:
    return build_deck(texts, tmp_path_factory.mktemp("out"), "zh")


def sheet_of(chart) -> list[list]:
    """The cells of a chart's embedded sheet, row by row; a formula is a ValueError."""
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as book:
        strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(item.itertext()) for item in strings]
    if sheet.findall(".//{*}f"):
        raise ValueError("the sheet holds a formula")
    return [
        [texts[int(c.findtext("{*}v"))] if c.get("t") == "s" else float(c.findtext("{*}v")) for c in row]
        for row in sheet.iterfind(".//{*}row")
    ]


def words(path: Path) -> list[str]:
    """All text of the slides but the quotations and the texts' titles."""
    found = []
    for slide in Presentation(path).slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.name not in ("Quotations", "Sources"):
                found.append(shape.text_frame.text)
            if shape.has_chart:
                found += [*shape.chart.plots[0].categories, *(series.name for series in shape.chart.plots[0].series)]
    return found


def test_ten_slides_and_some_in_reserve_each_with_title_number_and_notes(english):
    slides = list(Presentation(english).slides)
    reserve = [any(shape.name == "Backup" for shape in slide.shapes) for slide in slides]
    assert 5 <= reserve.index(True) <= 10
    assert reserve == sorted(reserve)
    for n, slide in enumerate(slides, start=1):
        assert slide.shapes.title.text_frame.text.strip()
        assert [field.findtext(qn("a:t")) for field in slide._element.iter(qn("a:fld"))] == [str(n)]
        assert slide.notes_slide.notes_text_frame.text.strip()


def test_charts_can_be_edited_and_hold_the_numbers_of_the_tables(english, texts):
    charts = [shape.chart for slide in Presentation(english).slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) >= 4
    statuses = next(chart for chart in charts if "targets" in [series.name for series in chart.plots[0].series])
    rows = sheet_of(statuses)
    assert rows[0] == [series.name for series in statuses.plots[0].series]
    assert len(rows) == 1 + len(texts.documents)
    drawn = [tuple(series.values) for series in statuses.plots[0].series]
    assert list(zip(*drawn, strict=True)) == [tuple(row[1:]) for row in rows[1:]]


def test_every_picture_chart_and_table_has_alt_text(english):
    shapes = [s for slide in Presentation(english).slides for s in slide.shapes]
    shown = [s for s in shapes if s.has_chart or s.has_table or s.shape_type == 13]
    assert len(shown) >= 8
    assert all(len(s._element.xpath(".//p:cNvPr")[0].get("descr", "")) > 20 for s in shown)


def test_every_run_names_an_east_asian_font(chinese):
    for slide in Presentation(chinese).slides:
        for run in slide._element.iter(qn("a:rPr")):
            assert run.find(qn("a:ea")) is not None or run.getparent().tag == qn("a:fld")


def test_languages_do_not_mix(english, chinese):
    glossed = re.compile(r"[\u4e00-\u9fff、·“”]+ ?\([a-z ,-]+\)|排比")
    assert [text for text in words(english) if re.search(r"[\u4e00-\u9fff]", glossed.sub("", text))] == []
    assert [text for text in words(chinese) if re.search(r"[A-Za-z]{2,}", text.replace("F1", ""))] == []


def test_the_same_corpus_makes_the_same_bytes_and_nothing_tells_when_or_by_whom(english, texts, tmp_path, monkeypatch):
    again = build_deck(texts, tmp_path, "en").read_bytes()
    assert again == english.read_bytes()
    with zipfile.ZipFile(english) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [
            name for name in archive.namelist() if "thumbnail" in name or "printer" in name or "app.xml" in name
        ]
        properties = archive.read("docProps/core.xml").decode()
    assert re.findall(r"<(?:dc|dcterms|cp):(?!core)(\w+)", properties) == ["title", "language"]


def test_embedded_workbooks_have_fixed_dates_too(english):
    with zipfile.ZipFile(english) as archive:
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as inner:
            assert {entry.date_time[0] for entry in inner.infolist()} == {1980}
            assert b"1980-01-01T00:00:00Z" in inner.read("docProps/core.xml")


def test_steady_changes_no_content_but_dates():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "监管")
        archive.writestr("docProps/core.xml", "<dcterms:created x='y'>2031-05-06T07:08:09Z</dcterms:created>")
    with zipfile.ZipFile(io.BytesIO(steady(buffer.getvalue()))) as archive:
        assert archive.read("a.xml").decode() == "监管"
        assert b">1980-01-01T00:00:00Z<" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("number", [1, 2])
def test_small_corpora_make_decks_without_claims_they_cannot_carry(number, tmp_path):
    corpus = corpus_of(tmp_path, number)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(build_deck(corpus, tmp_path)).slides]
    assert "What are the texts?" in titles
    assert not any("three provinces" in title or "five texts" in title for title in titles)


def test_a_text_with_nothing_to_show_leaves_slides_out(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("湖南省市场监管局\n\n天气很好,大家高兴。\n", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(build_deck(corpus, tmp_path)).slides]
    assert len(titles) < 8
    assert "Which images do the texts speak in?" not in titles


def test_building_leaves_the_style_as_it_was(texts, tmp_path, monkeypatch):
    empty = pd.DataFrame([dict.fromkeys(COLUMNS, "")], index=["x"])
    monkeypatch.setattr(decks, "find_claims", lambda corpus: empty.assign(holds=False, summary=False))
    monkeypatch.setattr(decks, "SLIDES", [])
    monkeypatch.setattr(decks, "BACKUP", [])
    before = style()
    build_deck(texts, tmp_path, "zh")
    assert style() == before and len(WORDED) == 5


def test_evidence_is_taken_from_the_texts_in_turn(texts):
    spans = Layers(texts)["images"]
    chosen = evidence_of(spans, texts, most=6)
    assert chosen["doc"].nunique() == 3
    assert all(texts.text(r.doc)[r.start : r.end] == r.text for r in chosen.itertuples())
    assert len(evidence_of(spans.iloc[:0], texts)) == 0


def test_notes_hold_the_sentences_and_the_caveat(english):
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in Presentation(english).slides)
    assert "打赢攻坚战" in notes and "characters" in notes and "not absence of work" in notes


def blank():
    presentation = Presentation()
    return presentation.slides.add_slide(presentation.slide_layouts[6])


def test_a_label_is_never_a_formula_in_the_sheet():
    with styled(lang="en"):
        bars = Bars(pd.DataFrame({"=cmd()": [1, 2]}, ["=1+1", "@x"]), ["#112233"])
        chart = add_bars(blank(), bars, (1, 1, 5, 3)).chart
    assert sheet_of(chart) == [["'=cmd()"], ["'=1+1", 1], ["'@x", 2]]
    assert safe("监\x0b管") == "监管"


def test_long_tables_say_how_many_rows_are_left_out():
    slide = blank()
    with styled(lang="en"):
        put(Rows(["a", "b"], [(str(n), "x") for n in range(100)], (0.5, 0.5), sides="lr"), slide, (0.5, 1, 9, 4), "alt")
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    shown = sum(len(table.rows) - 1 for table in tables)
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert 5 < shown < 20 and said == [f"and {100 - shown} more"]


def test_quotations_stop_where_the_box_ends():
    slide = blank()
    with styled(lang="en"):
        put(Quotations([("Place", "监管" * 30, "meaning")] * 40), slide, (0.5, 1, 4, 4), "alt")
    quoted, said = (shape.text_frame for shape in slide.shapes)
    assert 1 <= len(quoted.paragraphs) // 3 < 10
    assert said.text == f"and {40 - len(quoted.paragraphs) // 3} more"


def test_limits_are_said_in_both_languages(texts):
    for line in limit_lines(texts):
        assert not re.search(r"[\u4e00-\u9fff]", line.en)
        assert not re.search(r"[A-Za-z]", line.zh)
