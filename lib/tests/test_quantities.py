"""Statistics: the coded seeds, generated clauses with known truth, and counter-examples for the rules."""

import re
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from growth import LINEAR, growth
from made import made

from jianguan.corpus import read_corpus
from jianguan.lexicon import load_lexicon
from jianguan.numbers.indicators import comparable, derived, formula_safe, indicators, quantity_notes, take_away
from jianguan.numbers.ledger import find_numbers, find_ranks
from jianguan.quantities import COLUMNS, find_quantities

GOLD = Path(__file__).parents[2] / "seeds" / "gold"
KEY = ["value", "unit", "qualifier", "status"]


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


@pytest.fixture(scope="module")
def quantities(corpus):
    return find_quantities(corpus)


def test_the_33_coded_records_are_read_whole(quantities):
    coded = pd.read_csv(GOLD / "quantities.csv").query("scored == 'yes'")
    both = coded.merge(quantities, on=["doc", "start", "end"], suffixes=("", "_read"), how="left")
    wrong = both[[any(row[k] != row[k + "_read"] for k in KEY) for _, row in both.iterrows()]]
    assert len(both) == 33 and wrong.empty, wrong[["doc", "text"]]


def test_no_other_number_of_the_seeds_is_taken_for_a_statistic(quantities):
    coded = pd.read_csv(GOLD / "quantities.csv")
    assert set(zip(quantities.doc, quantities.start, strict=True)) <= set(zip(coded.doc, coded.start, strict=True))


def test_the_ledger_classes_the_300_number_words_as_coded(corpus):
    coded = pd.read_csv(GOLD / "numbers.csv")
    both = coded.merge(find_numbers(corpus), on=["doc", "start", "end"], suffixes=("", "_read"), how="outer")
    assert len(both) == 300
    assert (both["class"] == both["class_read"]).mean() >= 0.97


def test_text_is_the_files_text_and_columns_are_as_promised(corpus, quantities):
    assert list(quantities.columns[6:]) == COLUMNS
    for table in (quantities, find_numbers(corpus), find_ranks(corpus)):
        assert all(corpus.text(r.doc)[r.start : r.end] == r.text for r in table.itertuples())


def test_two_for_one_gives_two_measures_of_one_span(quantities):
    twins = quantities[quantities["text"] == "100%"]
    assert len(twins) == 2 and twins["start"].nunique() == 1 and twins["measure"].nunique() == 2
    assert set(twins["status"]) == {"target"}


def test_a_rate_is_linked_to_its_count_and_a_part_to_its_total(quantities):
    rows = quantities.set_index("text")
    assert rows.loc["5.67批次/千人", "same_as"] == rows.loc["39.2万批次", "start"]
    assert set(rows.loc[["142件", "57件", "3415件"], "part_of"]) == {rows.loc["35512件", "start"]}
    assert pd.isna(rows.loc["783个", "part_of"])


NUMERALS = {
    "35512": 35512, "3,415": 3415, "３，４１５": 3415, "3.02万": 30200, "7.66亿": 766_000_000, "4.78万亿": 4.78e12,
    "三千四百一十五": 3415, "两万六千": 26000, "一百零五": 105,
}  # fmt: skip
UNITS = ["件", "起", "家", "户", "家次", "人次", "批次", "元", "吨", "台(套)", "个"]
BOUNDS = {
    "{}": "exact", "超过{}": "more_than", "约{}": "about", "近{}": "nearly", "不足{}": "less_than",
    "至少{}": "at_least", "{}以上": "at_least", "{}左右": "about", "{}以内": "at_most", "不超过{}": "at_most",
}  # fmt: skip
FRAMES = {
    "2020年,全市共查获问题样品{}。": "achieved", "力争到2025年查获问题样品{}。": "target",
    "查获问题样品同比增长{}。": "change",
    "下一步,将再查获问题样品{}。": "target", "截至2020年底,累计查获问题样品{}。": "achieved",
    "比上年减少{}。": "change", "上年同期为{}。": "baseline",
}  # fmt: skip


def test_generated_clauses_are_read_as_they_were_made():
    """Numeral x unit x bound x frame, every seventh of 6,039: one document with a paragraph for each clause."""
    known = [
        (frame.format(bound.format(numeral + unit)), (float(value), unit, qualifier, status))
        for (numeral, value), unit, (bound, qualifier), (frame, status) in product(
            NUMERALS.items(), UNITS, BOUNDS.items(), FRAMES.items()
        )
        if status != "baseline" or qualifier == "exact"
    ][::7]
    read = find_quantities(made("\n".join(text for text, _ in known)))
    rows = zip(read["value"].abs(), read["unit"], read["qualifier"], read["status"], strict=True)
    assert len(read) == len(known) > 800
    wrong = [(text, truth, row) for (text, truth), row in zip(known, rows, strict=True) if truth != row]
    assert not wrong[:3]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("35512件", "48723件", {"text", "value"}),
        ("35512件", "35512宗", {"text", "unit", "part_of"}),
        ("7.66亿元", "9.13亿元", {"text", "value"}),
        ("捣毁传销", "查封传销", {"action"}),
        ("湖南", "四川", set()),
        ("超过95%", "接近95%", {"qualifier"}),
        ("同比提升", "同比下降", {"value", "rule"}),
    ],
)
def test_a_swap_in_a_seed_changes_only_what_it_says(tmp_path, corpus, quantities, old, new, changed):
    """Numeral, unit, verb, place, bound or direction exchanged: the rest of every record stays."""
    text = corpus.text("hunan-2021")
    assert old in text and len(old) == len(new)
    (tmp_path / "hunan-2021.txt").write_text(text.replace(old, new), encoding="utf-8")
    before = quantities[quantities["doc"] == "hunan-2021"].reset_index(drop=True)
    after = find_quantities(read_corpus(tmp_path))
    columns = [name for name in before if name not in ("province", "sentence", "theme", "actor", "measure")]
    differing = {name for name in columns if not before[name].astype(str).equals(after[name].astype(str))}
    assert differing == changed


def test_no_list_rests_on_one_seed():
    """Leave one document out: no term is there for one seed's sake, so dropping those would drop nothing."""
    for name in ("units", "qualifiers", "statuses", "actions", "clause_words", "number_words", "number_nouns"):
        sources = load_lexicon(name)["source"]
        assert (sources != "").all() and not sources.str.startswith("seed").any()


def test_sections_and_genres_decide_where_the_sentence_is_silent():
    text = (
        "#一、2021年工作回顾\n检查企业1200家。\n#二、2022年工作打算\n#(一)强化监管\n检查企业1500家。\n"
        "#三、有关情况\n检查企业1300家。"
    )
    assert list(find_quantities(made(text))["status"]) == ["achieved", "target", "achieved"]
    plan = find_quantities(made("检查企业1500家以上。", genre="plan"))
    assert (plan["status"][0], plan["rule"][0]) == ("target", "genre")
    essay = "进一步深化改革,持续优化环境,加快推进标准化,制定地方标准20项以上。"
    assert find_quantities(made(essay, genre="unknown"))["status"][0] == "target"
    assert find_quantities(made("查办案件1200件以上。", genre="unknown"))["status"][0] == "achieved"


def test_nothing_of_the_seeds_is_comparable_and_two_alike_reports_are(corpus, quantities):
    assert comparable(quantities, corpus).empty
    text = "2020年,全省共查办各类案件{}件。\n2020年上半年,全省共检查单位{}家次,罚没{}万元。"
    a, b = made(text.format(10, 30, 5), "a"), made(text.format(20, 40, 6).replace("家次", "家"), "b")
    both = type(a)(
        pd.concat([a.documents, b.documents]), pd.concat([a.sentences, b.sentences]), a.cuts, a.notes, a.texts | b.texts
    )
    pairs = comparable(find_quantities(both), both)
    assert list(zip(pairs["unit"], pairs["value_a"], pairs["value_b"], pairs["overlap"], strict=True)) == [
        ("件", 10, 20, "same"),
        ("元", 50000, 60000, "same"),
    ]
    later = made(text.format(20, 40, 6), "b", level="city")
    apart = type(a)(
        pd.concat([a.documents, later.documents]),
        pd.concat([a.sentences, later.sentences]), a.cuts, a.notes, a.texts | later.texts,
    )  # fmt: skip
    assert comparable(find_quantities(apart), apart).empty


def test_missing_stays_missing_in_the_indicator_matrix(corpus, quantities):
    matrix = indicators(quantities, list(corpus.documents.index))
    assert set(matrix.columns) == set(corpus.documents.index)
    assert matrix["jiangsu-wuxi-2020"].isna().all() and not (matrix == 0).any().any()


def test_derived_figures_carry_formula_and_warning(quantities):
    table = derived(quantities).set_index("derived")
    assert round(table.loc["fines per case", "value"]) == 21570
    assert table.loc["fines per case", "formula"] == "7.66亿元 / 35512件"
    assert round(table.loc["population implied", "value"] / 1e6, 1) == 69.1
    assert table["warning"].ne("").all()


def test_the_table_to_take_away_is_safe_and_complete(corpus, quantities):
    table = take_away(quantities, corpus)
    assert len(table) == len(quantities) and table["sha256"].str.len().eq(64).all()
    assert all(text in sentence for text, sentence in zip(table["text"], table["sentence"], strict=True))
    assert all(formula_safe(cell) == "'" + cell for cell in ("=1", "＝1", " +1", "-1", "@a", "\t=1"))
    assert formula_safe("一=1") == "一=1"


def test_what_could_not_be_read_is_noted():
    text = "查处2020,100件。\n编号99999999999999999999件。\n2020年查处案件5件。\n2020年查处案件6件。"
    corpus = made(text)
    quantities = find_quantities(corpus)
    problems = list(quantity_notes(quantities, corpus)["problem"])
    assert [re.split(":", problem)[0] for problem in problems] == [
        "ambiguous number", "implausible number", "two figures for 案件",
    ]  # fmt: skip
    assert list(quantities["value"]) == [5, 6]


def test_ranks_and_streaks_have_a_table_of_their_own():
    corpus = made("连续三年位居全省第一,综合排名全国前三位,增速居榜首。第一,要抓落实。第二届大会召开。")
    ranks = find_ranks(corpus)
    assert list(zip(ranks["kind"], ranks["value"], ranks["scope"], strict=True)) == [
        ("streak", 3, ""), ("rank", 1, "全省"), ("rank", 3, "全国"), ("rank", 1, ""),
    ]  # fmt: skip
    assert find_quantities(corpus).empty


def test_an_empty_corpus_gives_an_empty_table_with_all_columns():
    table = find_quantities(made("加强监管。"))
    assert table.empty and list(table.columns[6:]) == COLUMNS


@pytest.mark.parametrize("unit", ["查办案件1件,", "“1件”", "同比增长5%、", "由5家增加到6家,", "处5万元以上6万元以下,"])
def test_a_sentence_without_end_takes_time_in_proportion(unit):
    assert growth(lambda text: find_quantities(made(text)), unit, 20_000 // len(unit)) < LINEAR
