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
from pptx.util import Inches, Pt
from walk import Walk

from jianguan import deck as decks
from jianguan.chapters.opening import limit_lines
from jianguan.corpus import Corpus, read_corpus
from jianguan.deck import build_deck
from jianguan.findings import COLUMNS, WORDED
from jianguan.layers import Layers
from jianguan.style import style, styled
from jianguan.talk import placing
from jianguan.talk.archive import steady
from jianguan.talk.forms import Bars, Matrix, Quotations, Rows, Sentences
from jianguan.talk.native import add_bars, rgb, safe
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
def texts() -> Corpus:
    return read_corpus(Path(__file__).parents[2] / "seeds")


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> Corpus:
    return corpus_of(tmp_path_factory.mktemp("one"), 1)


@pytest.fixture(scope="module")
def english(texts, tmp_path_factory) -> Path:
    return build_deck(texts, tmp_path_factory.mktemp("out"), "en")


@pytest.fixture(scope="module")
def chinese(texts, tmp_path_factory) -> Path:
    return build_deck(texts, tmp_path_factory.mktemp("out"), "zh", "4:3")


@pytest.fixture(scope="module")
def small(one, tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("out")
    return [build_deck(one, folder, "en", "4:3"), build_deck(one, folder, "zh", "16:9")]


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
            if shape.has_text_frame and shape.name != "Quotations":
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in list(row.cells)[:2]]
            if shape.has_chart:
                found += [*shape.chart.plots[0].categories, *(series.name for series in shape.chart.plots[0].series)]
    return found


def test_ten_slides_and_some_in_reserve_each_with_title_number_and_notes(english):
    slides = list(Presentation(english).slides)
    reserve = [any(shape.name == "Backup" for shape in slide.shapes) for slide in slides]
    assert reserve.index(True) == 10
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


def test_alt_text_in_chinese_has_chinese_stops(chinese):
    alts = [a for slide in Presentation(chinese).slides for a in slide._element.xpath(".//p:cNvPr/@descr") if a]
    assert len(alts) >= 8
    assert [alt for alt in alts if re.search(r"[.?] |？。|。。", alt)] == []


def test_every_run_names_an_east_asian_font(chinese):
    for slide in Presentation(chinese).slides:
        for run in slide._element.iter(qn("a:rPr")):
            assert run.find(qn("a:ea")) is not None or run.getparent().tag == qn("a:fld")


def test_languages_do_not_mix(english, chinese, texts):
    glossed = re.compile(r"[\u4e00-\u9fff、·“”]+ ?\([a-z ,-]+\)|排比")
    publishers = {str(name) for name in texts.documents["publisher"]}
    mixed = [text for text in words(english) if re.search(r"[\u4e00-\u9fff]", glossed.sub("", text))]
    assert set(mixed) <= publishers
    assert [text for text in words(chinese) if re.search(r"[A-Za-z]{2,}", re.sub("F1|PCT", "", text))] == []


def test_the_same_corpus_makes_the_same_bytes(one, small, tmp_path):
    assert build_deck(one, tmp_path, "en", "4:3").read_bytes() == small[0].read_bytes()


def test_nothing_tells_when_or_by_whom(english):
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


def test_a_small_corpus_makes_a_deck_without_claims_it_cannot_carry(small):
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(small[0]).slides]
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
    assert chosen["doc"].nunique() == 5
    assert all(texts.text(r.doc)[r.start : r.end] == r.text for r in chosen.itertuples())
    assert len(evidence_of(spans.iloc[:0], texts)) == 0


def test_notes_hold_the_sentences_and_the_caveat(english):
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in Presentation(english).slides)
    assert "35512件" in notes and "35,512" in notes and "characters" in notes and "not absence of work" in notes


def test_a_speaker_need_not_be_ashamed_of_any_slide(english, chinese, small):
    for path in (english, chinese, *small):
        walked = Walk(path)
        assert walked.faults == [], path.name
        assert {"title", "Measure", "Source", "chart", "table"} <= set(walked.smallest)


def test_the_walk_sees_what_is_wrong(english, tmp_path):
    deck = Presentation(english)
    chart = next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    chart.font.size = Pt(9)
    boxes = [shape for shape in deck.slides[2].shapes if shape.name == "Source"]
    boxes[0].left, boxes[0].top = Inches(2), Inches(3)
    run = deck.slides[3].shapes.title.text_frame.paragraphs[0].runs[0]
    run.text, run.font.color.rgb = run.text * 9, rgb("#dddddd")
    deck.slides[4].shapes[-2].width = Inches(15)
    deck.save(tmp_path / "deck.pptx")
    faults = "\n".join(Walk(tmp_path / "deck.pptx").faults)
    assert all(
        word in faults for word in ("chart of 9.0 points", "overlap", "contrast", "title: text of", "stands out")
    )


def test_a_theme_may_choose_the_shape_and_a_command_another(one, tmp_path, monkeypatch):
    (tmp_path / "theme.toml").write_text('shape = "4:3"', encoding="utf-8")
    monkeypatch.setenv("JIANGUAN_THEME", str(tmp_path / "theme.toml"))
    monkeypatch.setattr(decks, "SLIDES", [])
    monkeypatch.setattr(decks, "BACKUP", [])
    assert build_deck(one, tmp_path).name == "deck-4x3.pptx"
    assert build_deck(one, tmp_path, "zh", "16:9").name == "deck-zh.pptx"


def test_shapes_differ_in_width_alone(english, chinese):
    wide, narrow = Presentation(english), Presentation(chinese)
    assert wide.slide_width > narrow.slide_width == Inches(10)
    assert wide.slide_height == narrow.slide_height == Inches(7.5)
    assert chinese.name == "deck-zh-4x3.pptx"
    assert len(narrow.slides) > len(wide.slides)


def canonical(content: bytes) -> bytes:
    return etree.tostring(etree.fromstring(content), method="c14n")


def test_opening_and_saving_a_deck_changes_nothing(english, tmp_path):
    Presentation(english).save(tmp_path / "again.pptx")
    with zipfile.ZipFile(english) as before, zipfile.ZipFile(tmp_path / "again.pptx") as after:
        assert sorted(before.namelist()) == sorted(after.namelist())
        for name in before.namelist():
            one, other = before.read(name), after.read(name)
            assert one == other or canonical(one) == canonical(other), name


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


def many(rows: int, *columns: str) -> pd.DataFrame:
    return pd.DataFrame(
        {column: [n % 9 + 1 for n in range(rows)] for column in columns},
        [f"Inner Mongolia · Hinggan League 2023 ({n}) (n = {n})" for n in range(rows)],
    )


MANY = [
    Bars(many(80, "Number"), ["#17466e"] * 80),
    Bars(many(80, "results", "change on the year before", "targets"), ["#17466e", "#7d6aa8", "#e39b2d"], "stacked"),
    Bars(many(2, "a", "b"), ["#17466e", "#e39b2d"], "whole"),
    Rows(["Theme", "Figure"], [("Standards and metrology " * 3, "1,000")] * 60, (0.5, 0.5), sides="lr"),
    Matrix(
        many(60, *PLACES).astype(str),
        many(60, *PLACES).astype(str).replace(r".", "#17466e", regex=True),
        ["#17466e"] * 6,
    ),
    Quotations([("Hunan 2021", "三高四新、三表率一模范" * 3, "three highlands and four missions " * 9)] * 30),
    Sentences(["No genre occurs in more than one province. " * 4] * 20),
]


@pytest.mark.parametrize("exhibit", MANY, ids=lambda exhibit: type(exhibit).__name__)
@pytest.mark.parametrize("box", [(0.6, 1.5, 12.1, 4.9), (0.6, 2.2, 5.8, 4.2), (0.6, 2.6, 8.8, 3.8)])
def test_however_much_there_is_it_stays_in_its_box(exhibit, box, tmp_path):
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.notes_slide.notes_text_frame.text = "notes"
    with styled(context="slide", lang="en"):
        put(exhibit, slide, box, "what is shown here")
    deck.save(tmp_path / "deck.pptx")
    assert Walk(tmp_path / "deck.pptx").faults == []
    assert all(shape.top + shape.height <= Inches(box[1] + box[3] + 0.01) for shape in slide.shapes)
    assert len(exhibit_rows(exhibit)) < 3 or slide.shapes[-1].text_frame.text.startswith("and ")


def exhibit_rows(exhibit) -> list:
    rows = getattr(exhibit, "rows", getattr(exhibit, "entries", getattr(exhibit, "lines", None)))
    return list(rows if rows is not None else getattr(exhibit, "values", getattr(exhibit, "cells", None)).index)
