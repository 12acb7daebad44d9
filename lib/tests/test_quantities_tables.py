"""Whole tables of short texts: every column of every row, as a reader of the tables relies on them."""

import pandas as pd
import pytest
from made import made

from jianguan.corpus import Corpus
from jianguan.numbers.indicators import (
    comparable,
    derived,
    formula_safe,
    indicators,
    possible_parts,
    quantity_notes,
    take_away,
)
from jianguan.numbers.ledger import find_numbers, find_ranks
from jianguan.numbers.measures import read_deadline
from jianguan.quantities import COLUMNS, find_quantities

# value | high | unit | qualifier | status | rule | action | measure | actor | period | deadline | theme | part_of
# | same_as | precision, after the number as it is written; part_of and same_as by the numbers they point to
RECORDS = {
    "2020年上半年,全省市场监管部门共查办各类案件35512件,罚没7.66亿元,其中食品案件1205件、药品案件96件。": """
        35512件 | 35512 || 件 | exact | achieved | 2020年 | 查办 | 各类案件 | 全省市场监管部门 | 2020-H1 || enforcement |||1
        7.66亿元 | 766000000 || 元 | exact | achieved | 2020年 | 罚没 | 罚没 | 全省市场监管部门 | 2020-H1 || enforcement ||| 1000000
        1205件 | 1205 || 件 | exact | achieved | 2020年 || 食品案件 | 全省市场监管部门 | 2020-H1 || food_safety | 35512件 || 1
        96件 | 96 || 件 | exact | achieved | 2020年 || 药品案件 | 全省市场监管部门 | 2020-H1 || drug_safety | 35512件 || 1""",
    "截至2022年底,江苏省市场监管局累计抽检食品39.2万批次,达5.67批次/千人,同比提升0.8个百分点。": """
        39.2万批次 | 392000 || 批次 | exact | achieved | 截至2022年底 | 抽检 | 食品 | 江苏省市场监管局 | ../2022-12 || food_safety ||| 1000
        5.67批次/千人 | 5.67 || 批次/千人 | exact | achieved | 截至2022年底 || 食品 | 江苏省市场监管局 | ../2022-12 || food_safety || 39.2万批次 | 0.01
        0.8个百分点 | 0.8 || 个百分点 | exact | change | 提升 || 食品 | 江苏省市场监管局 | ../2022-12 || food_safety ||| 0.1""",
    "力争到2025年6月底,每万人高价值发明专利拥有量由9.6件提高到12件以上。": """
        9.6件 | 9.6 || 件/万人 | exact | baseline | 由…提高 | 拥有 | 每万人高价值发明专利拥有量 |||| intellectual_property ||| 0.1
        12件 | 12 || 件/万人 | at_least | target | 到2025年 || 每万人高价值发明专利拥有量 || ../2025-06 | 2025-06-30 | intellectual_property ||| 1""",
    "检查商超、农贸市场2100多家次,约谈企业三四十家,下架问题食品近3吨。": """
        2100多家次 | 2100 || 家次 | more_than | achieved | no sign of a plan | 检查 | 商超、农贸市场 |||| food_safety ||| 1
        三四十家 | 30 | 40 | 家 | about | achieved | no sign of a plan | 约谈 | 企业 |||| enforcement ||| 10
        3吨 | 3 || 吨 | nearly | achieved | no sign of a plan | 下架 | 问题食品 |||| food_safety ||| 1""",
    "去年受理投诉1.2万件,今年1-5月,受理投诉8000件,同比下降12.5%、3.4%。": """
        1.2万件 | 12000 || 件 | exact | achieved | 去年 | 受理 | 投诉 || 2020 || consumer_protection ||| 1000
        8000件 | 8000 || 件 | exact | achieved | 1-5月 | 受理 | 投诉 || 2021-01/2021-05 || consumer_protection ||| 1
        12.5% | -12.5 || % | exact | change | 下降 || 投诉 || 2021-01/2021-05 || consumer_protection ||| 0.1
        3.4% | -3.4 || % | exact | change | share || 投诉 || 2021-01/2021-05 || consumer_protection ||| 0.1""",
    "对情节严重的,处5万元以上50万元以下的罚款;获得省长质量奖的,一次性奖励100万元。": """
        5万元以上50万元 | 50000 | 500000 | 元 | at_least | rule | 以上…以下 || 罚款 |||| enforcement ||| 10000
        100万元 | 1000000 || 元 | exact | rule | rule before it | 奖励 | 一次性奖励 |||| quality ||| 10000""",
    "三分之一的企业、近半数的商户参加了培训,参训人员翻番,利润增速为-0.5%。": """
        三分之一 | 0.3333333333 ||| exact | achieved | no sign of a plan || 企业 ||||||| 1
        半数 | 0.5 ||| nearly | achieved | no sign of a plan || 商户参加了培训 ||||||| 0.1
        翻番 | 2 || 倍 | exact | change | multiple || 参训人员 ||||||| 1
        -0.5% | -0.5 || % | exact | change | 增速 || 利润增速 ||||||| 0.1""",
    "各级公安机关和市场监管部门共出动执法人员3万人次,销毁假冒伪劣商品价值超200万元。": """
        3万人次 | 30000 || 人次 | exact | achieved | 共 | 出动 | 执法人员 | 市场监管部门 ||| enforcement ||| 10000
        200万元 | 2000000 || 元 | more_than | achieved | 共 | 销毁 | 假冒伪劣商品价值 | 市场监管部门 ||| enforcement ||| 10000""",
    "自2019年3月以来,全市新增个体工商户36、企业128和农民专业合作社950户。": """
        36 | 36 || 户 | exact | achieved | 以来 | 新增 | 个体工商户 |||| business_environment ||| 1
        128 | 128 || 户 | exact | achieved | 以来 || 企业 |||| business_environment ||| 1
        950户 | 950 || 户 | exact | achieved | 以来 || 农民专业合作社 |||| business_environment ||| 1""",
}  # fmt: skip


def told(cell) -> str:
    """A cell as the records above write it."""
    if pd.isna(cell):
        return ""
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)


def records(text: str) -> list[list[str]]:
    found = find_quantities(made(text))
    at = dict(zip(found["start"], found["text"], strict=True))
    for name in ("part_of", "same_as"):
        found[name] = found[name].map(at)
    return [[told(cell) for cell in row] for row in found[["text", *COLUMNS]].itertuples(index=False)]


@pytest.mark.parametrize("text", RECORDS, ids=lambda text: text[:12])
def test_every_column_is_read(text):
    expected = [[cell.strip() for cell in line.split("|")] for line in RECORDS[text].strip().splitlines()]
    assert records(text) == expected


NOTICE = {"genre": "notice", "title": "关于举办竞赛的通知"}
REGULATION = {"genre": "regulation", "title": "某省条例"}
WITNESSES = [
    # years and plans of a text of 2021
    ("2020年,市场秩序好转。检查企业5家。", {}, "5家 achieved 2020年"),
    ("截至2025年,新增企业5家。", {}, "5家 achieved 截至2025年"),
    ("到2025年,新增企业5家。", {}, "5家 target 到2025年"),
    ("到2021年,新增企业5家。", {}, "5家 target 到2021年"),
    ("到2019年,新增企业5家。", {}, "5家 achieved 到2019年"),
    ("自2022年起,新增企业5家。", {}, "5家 target 自2022年起"),
    ("自2019年起,新增企业5家。", {}, "5家 achieved no sign of a plan"),
    ("到“十三五”末,共有企业5家。", {}, "5家 achieved 到“十三五”末"),
    ("到“十四五”末,共有企业5家。", {}, "5家 target 到“十四五”末"),
    ("“十三五”期间,新增企业5家。", {}, "5家 achieved “十三五”期间"),
    ("“十四五”期间,新增企业5家。", {}, "5家 achieved no sign of a plan"),
    ("将推进“十四五”以来的改革,新增企业5家。", {}, "5家 achieved 以来"),
    ("1至8月,新增企业5家。", {}, "5家 achieved 1至8月"),
    ("1至12月底前,新增企业5家。", {}, "5家 target 月底前"),
    # the nearest word decides, and an aim at the end
    ("将加强监管,此前检查了5家。", {}, "5家 achieved 检查了"),
    ("拟新增企业5家。", {}, "5家 target 拟新"),
    ("要强化监管,新增企业5家。", {}, "5家 target 要"),
    ("要强化监管,同比新增企业5家。", {}, "5家 achieved no sign of a plan"),
    ("新增企业5家,这是今年的目标。", {}, "5家 target 是今年的目标。"),
    ("新增企业5家的目标圆满完成。", {}, "5家 achieved 目标圆满完成"),
    # what is there already, whatever is to be done with it
    ("要整改督查发现的56个问题。", {}, "56个 achieved 发现的"),
    ("要抓紧整改,现有企业5家。", {}, "5家 achieved 现有"),
    # headings and genres
    ("#2020年工作回顾\n新增企业5家。", {}, "5家 achieved section"),
    ("#下一步打算\n新增企业5家。", {}, "5家 target section"),
    ("#一、2022年打算\n#(一)监管\n新增5家。\n#二、2020年回顾\n新增6家。", {}, "5家 target section; 6家 achieved section"),
    ("新增企业5家。", {"genre": "plan"}, "5家 target genre"),
    ("视频保存不少于90天。", {"genre": "plan"}, "90天 rule genre"),
    ("检验用房面积不低于200平方米。", {"genre": "plan"}, "200平方米 rule genre"),
    ("抽检不少于300批次。", {"genre": "plan"}, "300批次 target genre"),
    ("今年有什么打算?\n检查企业5家。", {}, "5家 target section"),
    ("今年查了多少?\n检查企业5家。", {}, "5家 achieved no sign of a plan"),
    ("参赛队伍为3至5人。", NOTICE, "3至5人 rule genre"),
    ("比赛设5个项目。", NOTICE, "5个 achieved no sign of a plan"),
    ("新增企业5家以上。", REGULATION, "5家 rule genre"),
    # rules, changes and levels
    ("每季度至少检查1次。", {}, "1次 rule 每季度至少检查"),
    ("自收到之日起7日内答复。", {}, "7日 rule 自收到之日起"),
    ("企业注册比上年增加5家。", {}, "5家 change 增加"),
    ("较2019年的3家增加5家。", {}, "3家 baseline 较…增加; 5家 change 增加"),
    ("上年同期为3家。", {}, "3家 baseline 同期为"),
]


@pytest.mark.parametrize(("text", "fields", "expected"), WITNESSES, ids=lambda cell: str(cell)[:16])
def test_a_status_names_the_word_that_decided_it(text, fields, expected):
    found = find_quantities(made(text, **fields))
    assert "; ".join(" ".join(row) for row in rows(found, "text", "status", "rule")) == expected


AMOUNTS = {
    "抽检不合格率为千分之三,投诉率为万分之五,二十分之一的企业参加。": "3 ‰; 5 ‱; 0.05 ",
    "每万人口中有5%参保,每万人有律师3.5名。": "5 %; 3.5 名/万人",
    "走访企业上千家,检查过5家门店,成交额过亿元。": "1000 家 at_least; 5 家; 100000000 元 more_than",
    "每500克26元,补贴每台3000元。": "26 元/500克; 3000 元/台",
    "手续费不超过销售额的15%,销量约为2015年的2.6倍。": "15 % at_most; 2.6 倍 about",
}


@pytest.mark.parametrize("text", AMOUNTS)
def test_shares_rates_and_bare_powers_of_ten(text):
    read = [
        f"{value:.10g} {unit}" + (f" {qualifier}" if qualifier != "exact" else "")
        for value, unit, qualifier in rows(find_quantities(made(text)), "value", "unit", "qualifier")
    ]
    assert "; ".join(read) == AMOUNTS[text]


def test_a_number_in_brackets_counts_what_stands_before_them():
    found = find_quantities(made("查办案件(5件),约谈企业(3家)。"))
    assert rows(found, "text", "action", "measure") == [("5件", "查办", "案件"), ("3家", "约谈", "企业")]


def test_the_things_of_which_a_share_is_told_twice_do_not_repeat_each_other():
    found = find_quantities(made("到年底,实现检查率、复检查率2个100%。检查率达100%。"))
    assert rows(found, "text", "measure", "same_as")[:2] == [("100%", "检查率", pd.NA), ("100%", "复检查率", pd.NA)]
    assert found["same_as"].tolist()[2] == found["start"].tolist()[0]


def rows(table: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(table[list(columns or table.columns)].itertuples(index=False, name=None))


CLASSES = {
    "一是加强监管,2020年查办案件57件;12315热线第3季度排名第二,连续两年居全省前三位,“十四五”规划开局。": (
        "一 list_marker; 2020 date; 57 statistic; 12315 identifier; 3 date; 二 borderline:rank; 两 borderline:streak; "
        "三 borderline:rank; 十四五 plan_name"
    ),
    "(二)每万人有5人,统一部署,一网通办,第二届大会强调8个方面,一体推进三件实事。第一,抓落实。": (
        "二 list_marker; 万 borderline:denominator; 5 statistic; 一 function_word_or_idiom; 一 slogan_formula; 二 ordinal; "
        "8 borderline:enumeration_count; 一 function_word_or_idiom; 三 borderline:enumeration_count; 一 list_marker"
    ),
    "双随机抽查,百分之百的努力,国发〔2020〕15号,牌照苏A1234,半年来四级联动,用3个月时间,用几十元买酒。": (
        "双 slogan_formula; 百 function_word_or_idiom; 百 function_word_or_idiom; 2020 identifier; 15 identifier; "
        "1234 identifier; 半 date; 四 borderline:structure_count; 3 borderline:plan_duration; 十 function_word_or_idiom"
    ),
}


@pytest.mark.parametrize("text", CLASSES, ids=lambda text: text[:12])
def test_every_number_word_has_its_class(text):
    assert "; ".join(f"{word} {kind}" for word, kind in rows(find_numbers(made(text)), "text", "class")) == CLASSES[text]


def test_headings_are_read_for_number_words_and_stand_in_their_place():
    found = find_numbers(made("查办案件5件。\n#二、2022年打算\n检查企业6家。"))
    assert rows(found, "sentence", "text", "class") == [
        (0, "5", "statistic"),
        (1, "二", "list_marker"),
        (1, "2022", "date"),
        (2, "6", "statistic"),
    ]


def test_ranks_tell_their_place_their_scope_and_their_clause():
    text = "抽检合格率连续三年位居全省第一,增速居榜首;排名进入全国前十名。连续2届获评文明单位,总量居副省级城市第2位。"
    ranks = find_ranks(made(text))
    assert rows(ranks, "text", "kind", "value", "unit", "scope", "what") == [
        ("连续三年", "streak", 3, "年", "", "抽检合格率连续三年位居全省第一"),
        ("全省第一", "rank", 1, "", "全省", "抽检合格率连续三年位居全省第一"),
        ("榜首", "rank", 1, "", "", "增速居榜首"),
        ("全国前十名", "rank", 10, "", "全国", "排名进入全国前十名"),
        ("连续2届", "streak", 2, "届", "", "连续2届获评文明单位"),
        ("副省级城市第2位", "rank", 2, "", "副省级城市", "总量居副省级城市第2位"),
    ]


REPORT = (
    "2020年,全省查办案件200件,罚没400万元,罚没款同比增长5%。抽检食品39.2万批次,达5.67批次/千人,其中不合格食品9800批次。"
)


def test_what_follows_from_two_figures_names_both_and_warns():
    fines, population, share = rows(derived(find_quantities(made(REPORT))))
    assert fines[:5] == ("d", "fines per case", 20000, "元/件", "400万元 / 200件") and fines[6:] == (19, 12)
    assert population[:5] == ("d", "population implied", 392000 / 5.67 * 1000, "人", "39.2万批次 / 5.67批次/千人")
    assert population[6:] == (39, 48)
    assert share[:5] == ("d", "share of a part", 2.5, "%", "9800批次 / 39.2万批次") and share[6:] == (65, 39)
    assert fines[5] == (
        "a mean of all cases: not every case ends in a fine, and fines need not belong to these cases"
    )
    assert population[5] == "both figures are rounded, and the rate may cover only a part of the count"
    assert share[5] == "the text does not always say that the one is part of the other"


def test_a_part_that_the_words_point_to_comes_before_those_that_could_be_one():
    text = REPORT + "检查门店90家,检查药店10家。下架食品20批次。"
    assert rows(possible_parts(find_quantities(made(text))))[:3] == [
        ("d", "批次", "achieved", "2020", "9800批次", "不合格食品", "39.2万批次", "食品", True, 65, 39),
        ("d", "家", "achieved", "2020", "10家", "药店", "90家", "门店", False, 84, 76),
        ("d", "批次", "achieved", "2020", "20批次", "食品", "9800批次", "不合格食品", False, 92, 65),
    ]


def test_an_indicator_is_a_row_and_a_document_without_it_has_none():
    text = "2020年查办案件5件。全年共查办“案件”5件。抽检合格率98%。"
    matrix = indicators(find_quantities(made(text)), ["a", "d"])
    assert list(matrix.columns) == ["a", "d"] and matrix["a"].isna().all()
    assert matrix["d"].to_dict() == {("查办", "案件", "件", "achieved"): 5, ("抽检", "合格率", "%", "achieved"): 98}


def together(*texts: str) -> Corpus:
    several = [made(text, doc) for text, doc in zip(texts, "abc", strict=False)]
    tables = (pd.concat([getattr(one, name) for one in several]) for name in ("documents", "sentences", "cuts", "notes"))
    return Corpus(*tables, {doc: text for one in several for doc, text in one.texts.items()})


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ("2020年", "2020年", "same"),
        ("2020年上半年", "2020年", "partial"),
        ("2020年6月", "2020年上半年", "partial"),
        ("2020年二季度", "2020年4月", "partial"),
        ("2020年前三季度", "2020年9月", "partial"),
        ("截至2020年底", "截至2020年底", "same"),
        ("截至2020年底", "2020年", None),
        ("2020年7月", "2020年上半年", None),
        ("2020年一季度", "2020年二季度", None),
        ("2019年下半年", "2020年", None),
        ("", "", None),
    ],
)
def test_figures_pair_where_their_periods_overlap(first, second, overlap):
    both = together(f"{first},查办案件5件。", f"{second},查办案件6件。")
    pairs = comparable(find_quantities(both), both)
    assert rows(pairs, "measure", "overlap", "doc_a", "value_a", "doc_b", "value_b") == (
        [("案件", overlap, "a", 5, "b", 6)] if overlap else []
    )


def test_quotation_marks_and_blanks_make_no_other_measure():
    both = together("2020年,“明厨 亮灶”覆盖率达95%。", "2020年,明厨亮灶覆盖率达96%。")
    assert rows(comparable(find_quantities(both), both), "measure", "value_a", "value_b") == [("明厨亮灶覆盖率", 95, 96)]


@pytest.mark.parametrize(
    ("said", "day"),
    [("2月底前", "2022-02-28"), ("4月底前", "2022-04-30"), ("6月底", "2022-06-30"), ("9月底前", "2022-09-30")]
    + [("11月底前", "2022-11-30"), ("1月底前", "2022-01-31"), ("今年12月底前", "2022-12-31"), ("13月底前", "")],
)
def test_a_deadline_is_the_last_day_of_its_month(said, day):
    assert read_deadline(f"{said},检查企业", 2022) == day


def test_figures_of_one_document_and_rules_never_pair():
    both = together("2020年,查办案件5件。2020年,查办案件7件。", "2020年规定,对逾期不缴的,处5万元以上6万元以下的罚款。")
    assert comparable(find_quantities(both), both).empty


def test_the_table_to_take_away_has_its_columns_in_order():
    corpus = made("2020年查办案件5件。", title="=1", file="a.txt", published="2021-01-02")
    table = take_away(find_quantities(corpus), corpus)
    assert " ".join(table.columns) == (
        "doc province place level genre year published text value high unit qualifier status rule action measure actor "
        "period deadline theme part_of same_as precision sentence start end file sha256"
    )
    assert table.iloc[0][["doc", "place", "level", "year", "published", "sentence", "start", "end", "file"]].tolist() == [
        *("d", "湖南省", "province", 2021, "2021-01-02", "2020年查办案件5件。", 9, 11, "a.txt")
    ]


def test_a_text_that_a_spreadsheet_would_run_is_quoted():
    assert [formula_safe(cell) for cell in ("=1", "　＝1", "5%", "", None)] == ["'=1", "'　＝1", "5%", "", None]


def test_notes_name_the_file_the_problem_and_what_was_done():
    text = "查处2020,100件。\n编号99999999999999999999999999999件。\n2020年查处案件5件。\n2020年查处案件6件。"
    corpus = made(text, file="a.txt")
    notes = quantity_notes(find_quantities(corpus), corpus)
    assert list(notes.columns) == ["file", "problem", "action", "severity"]
    assert rows(notes) == [
        ("a.txt", "ambiguous number: 2020,100", "not read", "warning"),
        ("a.txt", f"implausible number: {'9' * 24}", "not read", "warning"),
        ("a.txt", "two figures for 案件: 5件, 6件", "both kept", "info"),
    ]
    unnamed = made(text)
    assert set(quantity_notes(find_quantities(unnamed), unnamed)["file"]) == {"d"}
