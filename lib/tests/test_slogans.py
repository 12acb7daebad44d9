"""Formulas of other provinces are found by grammar; quantities, plans, idioms and places are not."""

import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianguan.corpus import read_corpus
from jianguan.lexicon import load_lexicon
from jianguan.rhetoric import bare as unquoted
from jianguan.rhetoric import formulas, grammar
from jianguan.rhetoric.grammar import APART, national
from jianguan.rhetoric.segments import stream
from jianguan.slogans import explained, find_slogans

GOLD = Path(__file__).parents[2] / "seeds" / "gold" / "slogans.csv"
HOSTILE = "“三个甲乙”,丙丁从严从重从快。" * 5_000  # each formula asks for groups, and there are as many as formulas
WORDS = [
    "四",
    "大",
    "个",
    "战略",
    "“",
    "”",
    "、",
    "一是",
    "二是",
    "。",
    ",",
    "三",
    "坚持",
    "+",
    "1",
    "即",
    "和",
    "\n",
    "双",
]


def found(text: str) -> list[str]:
    return [f.core for f, _, _ in explained(text) if f.kind not in APART]


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("建立“三个清单”制度,压实企业主体责任。", "三个清单"),
        ("全面实施“131”工程,推动质量变革。", "131"),
        ("按照“五个一批”思路推进小微主体培育。", "五个一批"),
        ("部署开展六大行动,守牢安全底线。", "六大行动"),
        ("推行一二三四五工作法,提升监管效能。", "一二三四五工作法"),
        ("构建“1+3+N”智慧监管体系。", "1+3+N"),
        ("打造1+5+N工作格局,形成合力。", "1+5+N"),
        ("扎实推进双打双建工作。", "双打双建"),
        ("加强三品一械全生命周期监管。", "三品一械"),
        ("推动四下基层走深走实。", "四下基层"),
        ("严格落实食品安全“两个责任”。", "两个责任"),
        ("用好“三书一函”制度,强化公平竞争。", "三书一函"),
        ("实施“5+3”产业质量提升行动。", "5+3"),
        ("深入实施质量强省五大工程。", "五大工程"),
        ("聚力打造“三个高地”,奋力走在前列。", "三个高地"),
        ("围绕“一核两翼三带”布局质量基础设施。", "一核两翼三带"),
        ("紧扣“三抓三促”行动要求。", "三抓三促"),
        ("坚持“四个突出”,强化“四项监管”。", "四个突出"),
        ("坚持“四个突出”,强化“四项监管”。", "四项监管"),
        ("开展“双百攻坚”,实现“双提升”。", "双提升"),
        ("推动质量与效益双提升。", "双提升"),
        ("做到“五个到位”,确保节日安全。", "五个到位"),
        ("践行“三牛”精神,争当表率。", "三牛"),
        ("推进“三亮三比三评”活动。", "三亮三比三评"),
        ("落实“两不三保”要求。", "两不三保"),
        ("发扬“六尺巷工作法”和“三敢三争”精神。", "三敢三争"),
        ("着力破解“两难两慢”问题。", "两难两慢"),
        ("以“12345”思路抓好基层所建设。", "12345"),
        ("健全“三级联动、四方共治”机制。", "三级联动、四方共治"),
        ("完善“一中心、三平台”架构。", "一中心、三平台"),
        ("深化“四张清单”改革。", "四张清单"),
        ("抓好“三件大事”,办好民生实事。", "三件大事"),
        ("擦亮“八闽好品”,打响四大品牌。", "四大品牌"),
        ("实现“三个100%”。", "三个100%"),
        ("做到重点企业检查覆盖率、问题处置率2个100%。", "2个100%"),
        ("推进“双随机、一公开”监管。", "双随机、一公开"),
        ("围绕“稳增长、优环境、保安全”三大任务开展工作。", "三大任务"),
        ("建设“三型机关”,锻造“四铁”队伍。", "四铁"),
        ("建设“三型机关”,锻造“四铁”队伍。", "三型机关"),
        ("全面落实“六必查”措施。", "六必查"),
        ("牢固树立四个意识,做到两个维护。", "四个意识"),
        ("以“零门槛、零等待、零成本”优化准入服务。", "零门槛、零等待、零成本"),
        ("统筹好“产业发展”“安全监管”两个大局。", "两个大局"),
        ("坚持监管与服务两手抓、两手硬。", "两手抓、两手硬"),
        ("推行“监管+服务+信用”模式。", "监管+服务+信用"),
        ("总结推广“五步工作法”。", "五步工作法"),
        ("形成“三聚三保三联动”格局。", "三聚三保三联动"),
    ],
)
def test_formulas_of_other_provinces(text, core):
    assert core in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "制定质量提升三年行动方案。",
        "“十四五”时期开局良好。",
        "会议开了两个多小时。",
        "一个人办理三件事项也不行。",
        "检查五家企业,查封两台设备。",
        "学习贯彻党的二十大精神。",
        "三季度食品抽检合格率稳步提升。",
        "引入第三方机构开展评估。",
        "出台一系列惠企政策。",
        "四川三亚两地签署协议。",
        "干部群众万众一心、百折不挠。",
        "一季度新设市场主体三万户。",
        "获评全国十佳单位。",
        "双方深化合作,双向发力。",
        "约谈两个平台、三家企业和四个商户。",
        "办理时限压缩至三个工作日。",
        "提供“一站式”服务,坚持“零容忍”。",
        "拨打12315热线投诉举报。",
        "一心一意谋发展,千方百计稳主体。",
        "新建五个快检室、两个实验室。",
        "一二三产业融合发展。",
        "近三年来,八成企业获益。",
        "省市县三级联合检查。",
        "第一时间处置,一件一件抓落实。",
        "两省一市签约,三天两夜不休。",
        "颁发两个一等奖、三个二等奖。",
        "每年申请专利3件以上。",
        "全年走访200户重点企业、1600家重点商户,检测800批次提升到2000批次。",
        "查获“三七饮”成品,在“三亚湾”开展检查。",
        "双方一行到企业考察。",
        "一件事情接着一件事情办。",
        "“一片叶子富了一方百姓,经验值得学习。”他说。",
    ],
)
def test_counts_periods_places_and_idioms_are_no_formulas(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "core", "items"),
    [
        ("围绕“护民生、强产业、优服务”三大目标开展工作。", "三大目标", "护民生|强产业|优服务"),
        ("统筹好“产业发展”“安全监管”两个大局。", "两个大局", "产业发展|安全监管"),
        ("全力守住食品、药品、特种设备和产品质量“四大安全”底线。", "四大安全", "食品|药品|特种设备|产品质量"),
        ("打好“三大战役”,即餐饮整治战、农资打假战、价格维稳战。", "三大战役", "餐饮整治战|农资打假战|价格维稳战"),
        ("实施“两大工程”:品牌培育工程和标准领航工程。", "两大工程", "品牌培育工程|标准领航工程"),
        (
            "做到“三个必须”。一是必须守牢底线。二是必须拉高标杆。\n三是必须激发活力。\n",
            "三个必须",
            "必须守牢底线|必须拉高标杆|必须激发活力",
        ),
        (
            "抓好“三个确保”。要确保秩序稳定,多方发力;要确保食品安全,严查严管;要确保队伍清廉。",
            "三个确保",
            "确保秩序稳定|确保食品安全|确保队伍清廉",
        ),
        ("减环节,减材料,减时限,减成本,以“四减”换便利。", "四减", "减环节|减材料|减时限|减成本"),
        ("推行“信用+监管+服务”模式。", "信用+监管+服务", "信用|监管|服务"),
        (
            "打造“一机制、一平台”。“一机制”,即部门会商机制;“一平台”,即智慧监管平台。",
            "一机制、一平台",
            "部门会商机制|智慧监管平台",
        ),
        (
            "开展“三抓三促”活动,抓学习促提升、抓执行促落实、抓效能促发展。",
            "三抓三促",
            "抓学习促提升|抓执行促落实|抓效能促发展",
        ),
        ("普遍建立“三张清单”,即任务清单、责任清单、时限清单,做到责任到人、措施到位。", "三张清单", "任务清单|责任清单|时限清单"),
        ("各企业要建一本台账、设一个专岗、签一份承诺,把“三个一”落到实处。", "三个一", "建一本台账|设一个专岗|签一份承诺"),
        ("构建以信用为核心、以风险为导向、以协同为支撑、以社会为补充的“四位一体”体系。", "四位一体", "以信用为核心|以风险为导向|以协同为支撑|以社会为补充"),
        ("一是理念之困。重审批。\n二是力量之困。人少。\n三是手段之困。技术旧。\n破解“三困”,要靠改革。\n", "三困", "理念之困|力量之困|手段之困"),
        ("实施“三大工程”。一要实施质量提升工程。二要实施安全护航工程。三要实施强基固本工程。", "三大工程", "质量提升工程|安全护航工程|强基固本工程"),
    ],
)
def test_items_wherever_the_text_lists_them(text, core, items):
    (expansion,) = [e for f, e, _ in explained(text) if f.core == core]
    assert [text[start:end] for start, end in expansion.items] == items.split("|")
    assert expansion.how == "full"


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("落实“三大工程”,加强甲、乙、丙、丁四类企业监管。", "三大工程"),
        ("实施“六个新湖州”建设,会议由张三主持。", "六个新湖州"),
        ("推进“三高四新”战略,做到政策、资金、人才到位。", "三高四新"),
    ],
)
def test_no_items_are_guessed(text, core):
    assert [e.how for f, e, _ in explained(text) if f.core == core] == ["none"]


def test_a_term_of_days_is_no_heading():
    """N个工作日 counts days; N个工作方面 and N项重点工作 head a list."""
    assert list(explained("时限由十五个工作日压缩到3个工作日,课程8个学时。")) == []
    assert [f.kind for f, _, _ in explained("抓好三项重点工作。")] == ["enumeration_header"]


def test_a_text_that_treats_two_of_four_is_partial():
    text = "保障“四大安全”。食品安全方面,抽检三千批次。药品安全方面,约谈企业。\n"
    ((_, expansion, _),) = explained(text)
    assert (expansion.how, [text[s:e] for s, e in expansion.items]) == ("partial", ["食品安全", "药品安全"])


def test_repeats_are_linked_though_the_measure_word_varies():
    text = "打造“科技、人才、品牌”三个示范。实现“三大示范”,推进三大示范。\n“一品牌、一平台”。“一品牌”先行。\n"
    found = [(f.core, e.how, first) for f, e, first in explained(text)]
    assert found == [
        ("三个示范", "full", ""),
        ("三大示范", "elsewhere", "三个示范"),
        ("三大示范", "elsewhere", "三个示范"),
        ("一品牌、一平台", "none", ""),
        ("一品牌", "none", "一品牌、一平台"),
    ]


@pytest.mark.parametrize("head", ["战略", "行动", "工程", "高地", "突破"])
@pytest.mark.parametrize("place", ["广东", "青海", "长春市"])
def test_numeral_head_and_place_change_nothing(head, place):
    for numeral in "两三四五六七八九十":
        assert found(f"{place}市场监管局聚焦“{numeral}个{head}”,推动工作。") == [f"{numeral}个{head}"]
        assert found(f"{place}全面实施{numeral}大{head},推动工作。") == [f"{numeral}大{head}"]


def test_classes_keep_formulas_apart():
    text = "“十四五”期间提供“一站式”服务,落实“四个最严”和“六稳”,推进“三高”工程,抓好八个方面工作,做到“2个100%”。"
    kinds = {f.core: f.kind for f, _, _ in explained(text)}
    assert kinds == {
        "十四五": "plan_name",
        "一站式": "fixed_term",
        "四个最严": "political_formula",
        "六稳": "policy_formula",
        "三高": "slogan_formula",
        "八个方面工作": "enumeration_header",
        "2个100%": "target_formula",
    }


def test_national_formulas_say_that_their_items_come_from_outside():
    for name, row in national().items():
        n = [int(part) for part in row["number"].split("|") if part]
        items = row["items"].split("|") if row["items"] else []
        assert row["source"] == "general knowledge"
        assert not items or len(items) in (sum(n), n[0]), name
    found = find_slogans(read_corpus())
    known = found[found["text"].str.contains("四个最严")].iloc[0]
    assert (known["items"], known["expanded"]) == ([], "none")
    assert known["outside"].count("|") == 3


def test_spans_are_true_on_the_seeds():
    corpus = read_corpus()
    for row in find_slogans(corpus).itertuples():
        assert corpus.text(row.doc)[row.start : row.end] == row.text
        assert [corpus.text(row.doc)[s:e] for s, e in row.item_spans] == row.items
        assert row.expanded == "none" or row.items


def seed_scores(found: pd.DataFrame) -> tuple[float, float]:
    """F1 by overlap and by exact spans, optional rows apart."""
    gold = pd.read_csv(GOLD, keep_default_na=False)
    wanted = bare(gold[(gold["coders"] == "AB") & (gold["type"] != "fixed_term")])
    found = bare(found[~found["class"].isin(APART)])
    neutral = bare(gold)
    exact = len(wanted & found)
    free = {f for f in found - wanted if any(meets(f, other) for other in neutral - wanted)}
    right = sum(any(meets(w, f) for f in found) for w in wanted)
    wrong = sum(not any(meets(w, f) for w in wanted) for f in found - free)
    return 2 * right / (2 * right + len(wanted) - right + wrong), 2 * exact / (len(wanted) + len(found - free))


def bare(table: pd.DataFrame) -> set[tuple[str, int, int]]:
    rows = zip(table["doc"], table["start"], table["end"], table["text"], strict=True)
    return {(d, s + len(t) - len(t.lstrip("“")), e - len(t) + len(t.rstrip("”"))) for d, s, e, t in rows}


def meets(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def test_scores_on_the_seeds():
    overlap, exact = seed_scores(find_slogans(read_corpus()))
    assert overlap >= 0.95
    assert exact >= 0.90


def test_leaving_a_document_s_own_words_out_costs_little(monkeypatch):
    """Each seed is read without the words and national formulas that no other seed holds."""
    corpus = read_corpus()
    bodies = {doc: stream(corpus, doc).text for doc in corpus.documents.index}
    parts = []
    for doc, body in bodies.items():
        others = "".join(text for other, text in bodies.items() if other != doc)
        terms = set(load_lexicon("formula_words")["term"]) | set(national())
        with monkeypatch.context() as patch:
            forget(patch, {term for term in terms if term in body and term not in others})
            parts.append(find_slogans(corpus.within(doc=doc)))
    overlap, _ = seed_scores(pd.concat(parts))
    assert overlap >= seed_scores(find_slogans(corpus))[0] - 0.05


def forget(patch: pytest.MonkeyPatch, own: set[str]) -> None:
    """Read formulas as if some terms stood in no list."""
    lists, names = grammar.words, grammar.national()
    without = {
        "words": lambda *categories: tuple(t for t in lists(*categories) if t not in own),
        "known": lambda *categories: frozenset(without["words"](*categories)),
        "national": lambda: {name: row for name, row in names.items() if name not in own},
        "national_names": formulas.national_names.__wrapped__,
        "reading": grammar.reading.__wrapped__,
        "kind_alone": grammar.kind_alone.__wrapped__,
    }
    for module in (grammar, unquoted, formulas):
        for name in without.keys() & vars(module).keys():
            patch.setattr(module, name, without[name])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_formulas_never_overlap_and_items_lie_in_the_text(text):
    rows = list(explained(text))
    assert all(a[0].end <= b[0].start for a, b in zip(rows, rows[1:], strict=False))
    for _, expansion, _ in rows:
        assert all(0 <= start < end <= len(text) for start, end in expansion.items)


@pytest.mark.parametrize("text", ["查、" * 40_000, "两" * 100_000, "“" * 100_000, "1+" * 50_000, "九" * 100_000, HOSTILE])
def test_hostile_texts_are_quick(text):
    start = time.process_time()
    list(explained(text))
    assert time.process_time() - start < 1
