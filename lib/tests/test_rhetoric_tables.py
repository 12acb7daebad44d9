"""Whole tables of short texts, to the last column: formulas, images, voices, promises and phrases as a reader gets them."""

import pandas as pd
import pytest

from jianguan.corpus import Corpus
from jianguan.rhetoric.commitments import find_commitments
from jianguan.rhetoric.images import find_images
from jianguan.rhetoric.script import local_phrases, shared_phrases
from jianguan.rhetoric.voice import find_clauses, find_voices, sentence_lengths, speaker_shares
from jianguan.slogans import explained, find_slogans

ROWS = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text"]
NO_QUANTITIES = pd.DataFrame(columns=["doc", "start", "end", "text", "status"])


def corpus_of(**texts: str) -> Corpus:
    """One document per keyword; a line is a paragraph, `|` parts its sentences, `名@` before one says who speaks."""
    rows, raw = [], {}
    for doc, text in texts.items():
        raw[doc], number = "", 0
        for paragraph, line in enumerate(text.split("\n")):
            for told in line.split("|"):
                speaker, _, sentence = told.rpartition("@")
                start, end = len(raw[doc]), len(raw[doc]) + len(sentence)
                rows.append((doc, "某省", number, paragraph, "", "body", speaker, start, end, sentence))
                raw[doc], number = raw[doc] + sentence, number + 1
            raw[doc] += "\n"
    documents = pd.DataFrame({"province": "某省"}, index=pd.Index(list(texts), name="doc"))
    return Corpus(documents, pd.DataFrame(rows, columns=ROWS), pd.DataFrame(), pd.DataFrame(), raw)


def records(table: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_slogans_with_their_items_and_repeats():
    found = find_slogans(
        corpus_of(d="实施“四大战略”:品牌战略、标准战略、质量战略、专利战略。|再提四大战略，落实“四个最严”。")
    )
    items, spans = ["品牌战略", "标准战略", "质量战略", "专利战略"], [(9, 13), (14, 18), (19, 23), (24, 28)]
    outside = "最严谨的标准|最严格的监管|最严厉的处罚|最严肃的问责"
    assert list(found.itertuples(index=False, name=None)) == [
        ("d", "某省", 0, 2, 8, "“四大战略”", "4", "战略", "slogan_formula", items, "full", "", spans, ""),
        ("d", "某省", 1, 31, 35, "四大战略", "4", "战略", "slogan_formula", items, "elsewhere", "四大战略", spans, ""),
        ("d", "某省", 1, 38, 44, "“四个最严”", "4", "最严", "political_formula", [], "none", "", [], outside),
    ]


@pytest.mark.parametrize(
    ("text", "core", "how"),
    [
        ("统筹就业、金融、外贸、外资、投资、预期“六稳”工作。", "六稳", "none"),  # what a national one means is known
        ("统筹就业、金融、外贸、外资、投资、预期“六个基本”工作。", "六个基本", "full"),
        ("加强食品、药品、化妆品、器械“四个最严”监管。", "四个最严", "none"),
        ("推进甲、乙、丙、丁四大战略。", "四大战略", "full"),
        ("推进甲、乙、丙、丁、戊四大战略。", "四大战略", "none"),
        ("围绕品牌、标准、质量和专利等“四个重点”发力。", "四个重点", "full"),
        ("围绕“品牌,标准,质量”“三大支撑”发力。", "三大支撑", "full"),
        ("围绕“品牌”、“标准”和“质量”“三大支撑”发力。", "三大支撑", "full"),
        (
            "推进品牌、标准、群众身边看得见摸得着的质量和安全水平的提升三大战略。",
            "三大战略",
            "none",
        ),  # no short last item
        ("推进品牌、群众身边看得见摸得着的质量和安全水平的提升、标准三大战略。", "三大战略", "full"),
    ],
)
def test_a_list_just_before_a_formula_explains_it_where_the_numbers_agree(text, core, how):
    assert [e.how for f, e, _ in explained(text) if f.core == core] == [how]


def test_the_first_item_is_as_long_as_the_longest_of_the_others():
    text = "本局的市场秩序、安全、质量价格三大战略。"
    ((_, expansion, _),) = explained(text)
    assert [text[start:end] for start, end in expansion.items] == ["市场秩序", "安全", "质量价格"]


@pytest.mark.parametrize(("distance", "items"), [(80, 3), (81, 0)])
def test_a_numbered_list_begins_within_eighty_characters(distance, items):
    text = f"做到“三个必须”。{'甲' * (distance - 2)}。一是必须守牢底线。二是必须拉高标杆。三是必须激发活力。\n"
    assert [len(e.items) for _, e, _ in explained(text)] == [items]


@pytest.mark.parametrize(("behind", "items"), [("的总体工作要求:", 3), ("的总体工作新要求:", 0)])
def test_a_formula_closes_its_paragraph_within_eight_characters(behind, items):
    text = f"提出“三个带头”{behind}\n带头学习,不走过场。\n带头执法,不徇私情。\n带头服务,不讲条件。\n"
    assert [len(e.items) for f, e, _ in explained(text) if f.core == "三个带头"] == [items]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("抓好“三个一批”,包括关停一批、整治一批、提升一批。", "关停一批|整治一批|提升一批"),
        ("抓好“三个一批”,包括关停一批、整治一批、提升一批,全年见效。", "关停一批|整治一批|提升一批"),
        ("抓好“三个一批”(关停一批、整治一批、提升一批),全年见效。", "关停一批|整治一批|提升一批"),
        ("抓好“三个一批”——关停一批,整治一批,提升一批。", "关停一批|整治一批|提升一批"),
        ("抓好“三个一批”:“关停一批”“整治一批”“提升一批”。", "关停一批|整治一批|提升一批"),
        ("抓好“三个一批”:“关停一批、整治一批、提升一批”。", "关停一批|整治一批|提升一批"),
        ("抓好“三个一批”:关停一批;整治一批;提升一批。", "关停一批|整治一批|提升一批"),
        ("抓好“两个一批”:关停一批和提升一批。", "关停一批|提升一批"),
        ("抓好“三个一批”:关停一批、整治一批。", ""),
    ],
)
def test_a_cue_announces_the_items(text, items):
    ((formula, expansion, _),) = [row for row in explained(text) if row[0].core.endswith("个一批")]
    assert "|".join(text[start:end] for start, end in expansion.items) == items
    assert expansion.how == ("full" if items else "none")


@pytest.mark.parametrize(
    ("text", "core", "items"),
    [
        ("提出“三个带头”要求:\n带头学习,不走过场。\n带头执法,不徇私情。\n带头服务,不讲条件。\n", "三个带头", 3),
        (
            "提出“三个带头”要求。今年各项工作都有了新的进展。\n带头学习,不走过场。\n带头执法,不徇私情。\n带头服务,不讲条件。\n",
            "三个带头",
            0,
        ),
        ("优环境、保安全、促发展,以“三项行动”开局。", "三项行动", 3),
        ("优环境、保安全、促发展,全省上下以“三项行动”开局。", "三项行动", 0),
        ("推行“四抓四促”,抓学习促提升、抓执行促落实、抓效能促发展、抓作风促清廉。", "四抓四促", 4),
        ("推行“四抓四促”,抓学习促提升、抓执行促落实、抓效能促发展、抓作风保清廉。", "四抓四促", 0),
    ],
)
def test_members_in_parallel_are_items_only_close_to_the_formula(text, core, items):
    assert [len(e.items) for f, e, _ in explained(text) if f.core == core] == [items]


def test_words_that_only_look_like_formulas():
    for text in (
        "围绕三个企业战略开展工作。",
        "学习贯彻党的二十大精神。",
        "“一汽大众”开工。",
        "“三亚湾”“一五一十”。",
        "抽查120批次安全行动。",
        "实施“三年行动”。",
        "“三季度工作”“百年大计”。",
    ):
        assert list(explained(text)) == [], text


@pytest.mark.parametrize(
    ("text", "core", "numbers", "head", "kind"),
    [
        ("推行一二三四五工作法。", "一二三四五工作法", "1|2|3|4|5", "工作法", "slogan_formula"),
        ("聚焦“2+3+N”模式。", "2+3+N", "2|3|N", "模式", "slogan_formula"),
        ("推行“信用+监管”模式。", "信用+监管", "1|1", "模式", "plus_formula"),
        ("实现2个100%。", "2个100%", "2", "2个100%", "target_formula"),
        ("拨打“12315”。", "12315", "1|2|3|1|5", "12315", "fixed_term"),
        ("推进“百千万”工程。", "百千万", "", "工程", "slogan_formula"),
        ("落实“一企一策”。", "一企一策", "1|1", "企|策", "policy_formula"),
        ("推进三品一械监管。", "三品一械", "3|1", "品|械", "policy_formula"),
        ("推动质量与效益双提升。", "双提升", "2", "提升", "slogan_formula"),
        ("以“六个问一问”自查。", "六个问一问", "6", "问一问", "slogan_formula"),
        ("抓好三个方面工作。", "三个方面工作", "3", "方面工作", "enumeration_header"),
        ("打造“三个年”。", "三个年", "3", "年", "slogan_formula"),
        ("抓“一季一检”。", "一季一检", "1|1", "季|检", "slogan_formula"),
        ("推进“十大”评选。", "十大", "10", "十大", "fixed_term"),
        ("举办“3·15”活动。", "3·15", "3|15", "活动", "fixed_term"),
        ("三四六行动开局。", "三四六行动", "3|4|6", "行动", "slogan_formula"),
        ("4812战略开局。", "4812战略", "4|8|1|2", "战略", "slogan_formula"),
        ("开展十二大攻坚行动。", "十二大攻坚行动", "12", "攻坚行动", "slogan_formula"),
        ("实施“十二大行动”。", "十二大行动", "12", "行动", "slogan_formula"),
        ("坚持三个更加有力。", "三个更加", "3", "更加", "slogan_formula"),
    ],
)
def test_number_head_and_class(text, core, numbers, head, kind):
    assert [(f.core, "|".join(f.numbers), f.head, f.kind) for f, _, _ in explained(text)] == [
        (core, numbers, head, kind)
    ]


@pytest.mark.parametrize("mark", ["、", ","])
def test_a_part_repeats_its_whole(mark):
    found = find_slogans(corpus_of(d=f"打造“一品牌{mark}一平台”。|“一品牌”先行,一平台跟上。"))
    whole = f"一品牌{mark}一平台"
    assert records(found, "text", "repeat_of") == [(f"“{whole}”", ""), ("“一品牌”", whole)]


def test_images_with_domain_and_strength():
    found = find_images(corpus_of(d="打赢经济发展翻身仗，守住“安全底线”。|使进度条压过时间轴。"))
    assert list(found.columns[6:]) == ["term", "category", "lexicon", "strength"]
    assert list(found.drop(columns=["doc", "province"]).itertuples(index=False, name=None)) == [
        (0, 0, 9, "打赢经济发展翻身仗", "打赢…翻身仗", "war", "metaphors", "conventional"),
        (0, 10, 17, "守住“安全底线", "守住…底线", "war", "metaphors", "conventional"),
        (1, 20, 28, "进度条压过时间轴", "进度条…时间轴", "machine", "metaphors", "live"),
    ]


@pytest.mark.parametrize(
    ("between", "images"), [("一二三四五六七八九十甲乙", 1), ("一二三四五六七八九十甲乙丙", 2), ("一、二", 2)]
)
def test_one_image_reaches_over_twelve_characters_of_one_clause(between, images):
    own = pd.DataFrame({"category": "sea", "term": ["灯塔", "港湾"], "strength": ["technical", "made up"]})
    found = find_images(corpus_of(d=f"灯塔{between}港湾。"), own)
    assert found["text"].tolist() == [f"灯塔{between}港湾"] if images == 1 else ["灯塔", "港湾"]
    assert found["strength"].fillna("").tolist() == (["technical"] if images == 1 else ["technical", ""])


def test_a_turn_goes_on_to_the_end_of_its_paragraph():
    told = "会议召开。|聂海川@聂海川:开办更快。|聂海川@服务更好。|王芳@王芳表示满意。\n聂海川@聂海川说要坚持。|@“今年更好。”"
    found = find_voices(corpus_of(d=told))
    assert records(found, "sentence", "start", "end", "speaker", "voice", "characters") == [
        (0, 0, 5, "author", "author", 5),
        (1, 5, 14, "聂海川", "direct", 9),
        (2, 14, 19, "聂海川", "direct", 5),
        (3, 19, 26, "王芳", "reported", 7),
        (4, 27, 35, "聂海川", "reported", 8),
        (5, 35, 42, "unnamed", "direct", 7),
    ]


def test_quoted_speech_goes_on_within_its_paragraph_only():
    found = find_voices(corpus_of(d="“我们开办很快。|也很省心。”|他很满意。\n“这一年变化很大。\n再看明年。"))
    assert found["voice"].tolist() == ["direct", "direct", "author", "direct", "author"]


def test_shares_of_speakers():
    found = speaker_shares(find_voices(corpus_of(d="会议召开。|聂海川@聂海川:开办更快。|再开。", e="好。")))
    assert list(found.itertuples(index=False, name=None)) == [
        ("d", "某省", "聂海川", "direct", 1, 9, 9 / 17),
        ("d", "某省", "author", "author", 2, 8, 8 / 17),
        ("e", "某省", "author", "author", 1, 2, 1.0),
    ]


def test_clauses_and_how_long_sentences_are():
    corpus = corpus_of(d="抓监管、促发展，保安全。|突破1,600件！", e="好。")
    assert records(find_clauses(corpus), "doc", "sentence", "start", "end", "text", "characters") == [
        ("d", 0, 0, 7, "抓监管、促发展", 6),
        ("d", 0, 8, 11, "保安全", 3),
        ("d", 1, 12, 20, "突破1,600件", 7),
        ("e", 0, 0, 1, "好", 1),
    ]
    assert list(sentence_lengths(corpus).itertuples(index=False, name=None)) == [
        ("d", "某省", 2, 3, 21, 10.5, 6.0, 12, 1.5),
        ("e", "某省", 1, 1, 2, 2.0, 1.0, 2, 1.0),
    ]


def test_promises_with_all_that_they_name():
    text = "去年，市局推进改革，取得显著成效。|下一步，市局要为企业提供一站式服务，到2025年底前培育品牌50个，巩固成果。"
    at = text.replace("|", "").index("50")
    quantities = pd.DataFrame([("d", at, at + 3, "50个", "target")], columns=list(NO_QUANTITIES))
    found = find_commitments(corpus_of(d=text), quantities)
    assert records(
        found, "sentence", "start", "end", "actor", "action", "beneficiary", "number", "deadline", "exactness"
    ) == [
        (1, 21, 34, "市局", "提供一站式服务", "企业", "", "", 3),
        (1, 35, 50, "市局", "培育品牌50个", "", "50个", "到2025年底前", 4),
        (1, 51, 55, "市局", "巩固成果", "", "", "到2025年底前", 3),
    ]


def test_phrases_that_two_texts_share_and_that_one_repeats():
    corpus = corpus_of(
        a="全力优化“营商环境”。|建设放心工厂。",
        b="继续优化营商环境,促进消费。|再建放心工厂,改造放心工厂。",
        c="营商环境改善。",
    )
    shared = shared_phrases(corpus)
    assert records(shared, "doc", "sentence", "start", "end", "text", "phrase", "documents", "provinces", "kind") == [
        ("a", 0, 2, 9, "优化“营商环境", "优化营商环境", 2, 1, "national"),
        ("a", 1, 13, 17, "放心工厂", "放心工厂", 2, 1, "regional"),
        ("b", 0, 2, 8, "优化营商环境", "优化营商环境", 2, 1, "national"),
        ("b", 1, 16, 20, "放心工厂", "放心工厂", 2, 1, "regional"),
        ("b", 1, 23, 27, "放心工厂", "放心工厂", 2, 1, "regional"),
        ("c", 0, 0, 4, "营商环境", "营商环境", 3, 1, "regional"),
    ]
    assert local_phrases(corpus_of(b="再建放心工厂,改造放心工厂。"))["phrase"].tolist() == ["放心工厂", "放心工厂"]
    assert shared_phrases(corpus, length=7).empty


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("抽检合格率做到“100%”,检查率达到“95.5%以上”。", []),
        ("实现“3个100%”。", ["“3个100%”"]),
        ("推进两台设备三个坚持。", ["三个坚持"]),
        ("办好两件实事,落实三个坚持。", ["三个坚持"]),
    ],
)
def test_a_quoted_rate_is_no_formula_and_one_may_follow_a_count_at_once(text, found):
    assert find_slogans(corpus_of(d=text))["text"].tolist() == found
