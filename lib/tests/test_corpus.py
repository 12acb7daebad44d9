"""A folder -> documents, sentences, cuts: on the seeds exactly as coded, and on whatever else lies in a folder."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from pages import read

from jianguan.corpus import read_corpus
from jianguan.intake.speech import Floor
from jianguan.lexicon import find_terms

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = SEEDS / "gold"


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(SEEDS)


def spans(table: pd.DataFrame) -> set:
    return set(zip(table["doc"], table["start"], table["end"], strict=True))


def test_cuts_are_the_coded_boilerplate_to_the_character(seeds):
    assert spans(seeds.cuts) == spans(pd.read_csv(GOLD / "boilerplate.csv"))


def test_sentences_are_the_coded_ones(seeds):
    assert spans(seeds.sentences.query("kind != 'title'")) == spans(pd.read_csv(GOLD / "themes.csv"))


@pytest.mark.parametrize("field", ["province", "place", "level", "genre", "title", "published", "event_date", "year"])
def test_documents_are_as_coded(seeds, field):
    coded = pd.read_csv(GOLD / "documents.csv").set_index("doc")[field]
    assert {doc: str(v) for doc, v in seeds.documents[field].dropna().items()} == {
        doc: str(v).removesuffix(".0") for doc, v in coded.dropna().items()
    }


@pytest.mark.parametrize("field", ["publisher", "source", "author", "editor"])
def test_people_are_as_coded(seeds, field):
    """The coding adds remarks in brackets, and lists a site beside its publisher."""
    coded = pd.read_csv(GOLD / "documents.csv").set_index("doc")[field]
    for doc, value in seeds.documents[field].items():
        if field == "source" and doc == "hunan-2021":
            assert pd.isna(value), "the coding takes 湘声报 from the line its editor stands in"
        else:
            assert pd.isna(value) == pd.isna(coded[doc]) and (pd.isna(value) or value in coded[doc])


def test_seeds_as_shipped_give_no_warning(seeds):
    assert seeds.notes.query("severity == 'warning'").empty


def test_every_visible_character_is_cut_or_in_one_sentence(seeds):
    for doc in seeds.documents.index:
        covered = [0] * len(seeds.text(doc))
        for table in (seeds.sentences, seeds.cuts):
            rows = table[table["doc"] == doc]
            for start, end, text in zip(rows["start"], rows["end"], rows["text"], strict=True):
                assert seeds.text(doc)[start:end] == text
                covered[start:end] = [n + 1 for n in covered[start:end]]
        assert {n for n, character in zip(covered, seeds.text(doc), strict=True) if not character.isspace()} == {1}


def test_a_name_only_in_a_teaser_is_not_the_province(tmp_path):
    """Fault 68."""
    (tmp_path / "a.txt").write_bytes((SEEDS / "zhejiang-2020.txt").read_bytes())
    corpus = read_corpus(tmp_path)
    assert corpus.documents.loc["a", "province"] == "unknown"
    assert "province" in corpus.notes.query("severity == 'warning'")["problem"].str.cat()


def test_fault_54_a_document_of_stop_words_has_sentences_but_no_theme(tmp_path):
    corpus = read(tmp_path, a="的了和是在,就也都与及。" * 5)
    assert len(corpus.passages["a"]) == 5
    assert find_terms(corpus.within(doc="a"), "themes").empty


def test_a_pronoun_is_the_person_named_before_it_and_narration_ends_a_speech(seeds):
    said = seeds.sentences.set_index(["doc", "start"])[["speaker", "office"]]
    assert said.loc[("zhejiang-2020", 994)].tolist() == ["徐润龙", "省药品监督管理局党组书记、局长"]
    assert said.loc[("zhejiang-2020", 732), "speaker"] == "章根明"
    assert said.loc[("zhejiang-2020", 1863), "speaker"] == "author"
    assert said.loc[("zhejiang-taizhou-2021", 393), "speaker"] == "会议"
    assert set(seeds.sentences.query("doc == 'hunan-2021'")["speaker"]) == {"author"}


def test_within_keeps_only_the_documents_asked_for(seeds):
    part = seeds.within(province="浙江", year=[2021, 2022])
    assert list(part.documents.index) == ["zhejiang-huzhou-2022", "zhejiang-taizhou-2021"]
    assert set(part.sentences["doc"]) == set(part.documents.index) == set(part.passages)


@pytest.mark.parametrize(
    ("sentences", "speakers"),
    [
        (["“生意好了。", "心里踏实了。”", "店主王敏说。"], ["王敏"] * 3),
        (["市民李红说,“过去要跑三趟。", "现场办结,会议也不用等。”"], ["李红", "李红"]),
        (["“一枚‘码’管住一盘菜”的做法得到推广。", "局长王越表示,要推广经验。"], ["author", "王越"]),
    ],
    ids=["named behind", "narration inside quotes", "a name in quotes is no speech"],
)
def test_a_quotation_over_several_sentences_has_one_speaker(sentences, speakers):
    assert [speaker for speaker, _ in Floor("").hear_paragraph(sentences)] == speakers


def test_a_paragraph_behind_a_direct_quotation_is_the_texts_own_but_reported_speech_goes_on():
    floor = Floor("")
    floor.hear_paragraph(["“现在放心了。”", "市民李红说。"])
    assert floor.hear_paragraph(["去年全市新开店铺300家。"]) == [("author", "")]
    floor.hear_paragraph(["局长王越强调,要抓好落实。"])
    assert floor.hear_paragraph(["要压实责任。"]) == [("王越", "局长")]


def test_the_floor_passes_from_the_text_to_meetings_persons_and_turns():
    """Each paragraph of a text with who speaks in each sentence, and in what office."""
    told = [
        (["3月1日,全市市场监管工作会议召开。", "会议指出,去年成效明显。", "要抓好落实。"], ["author", "会议", "会议"]),
        (["市局局长王越强调,要压实责任。", "他表示,要守住底线。", "全市共检查300家次。"], ["王越"] * 3),
        (["各县局负责人参加会议。"], ["author"]),
        (["王越说,要常抓不懈。"], ["王越"]),
        (["“现在放心了。”", "市民李红说。"], ["李红", "李红"]),
        (["去年新开店铺300家。"], ["author"]),
        (["阿依努尔·买买提介绍,进展顺利。"], ["阿依努尔·买买提"]),
        (["记者:今年怎么做?"], ["记者"]),
        (["王越:我们将加大力度。", "“再加一把劲。”"], ["王越", "王越"]),
        (["问:效果如何?"], ["记者"]),
        (["答:很好。"], ["王越"]),
        (["会上,他们签了协议。"], ["author"]),
    ]
    offices = {"王越": "市局局长", "李红": "市民", "阿依努尔·买买提": "副局长"}
    floor = Floor("市局局长王越出席会议。副局长阿依努尔·买买提主持。")
    for paragraph, speakers in told:
        assert floor.hear_paragraph(paragraph) == [(name, offices.get(name, "")) for name in speakers]


def test_a_heading_gives_the_floor_back_to_the_text():
    floor = Floor("")
    floor.hear_paragraph(["局长王越强调,要抓好落实。"])
    floor.rest()
    assert floor.hear_paragraph(["要压实责任。"]) == [("author", "")]


SPOKEN = (
    "全市市场监管工作会议召开\n发布时间:2022-03-15 来源:办公室\n  3月14日,会议召开。\n  会议指出,检查企业300家;\n要抓好落实。”\n"
    "一、工作成效\n(一)监管有力\n  局长王越强调,要守住底线!\n版权所有 某某局\n"
)


def test_every_row_of_a_short_page_is_exactly_this(tmp_path):
    corpus = read(tmp_path, a=SPOKEN).within(doc="a")
    columns = ["sentence", "paragraph", "section", "kind", "speaker", "office", "text"]
    assert corpus.sentences[columns].to_numpy().tolist() == [
        [0, 0, "", "title", "author", "", "全市市场监管工作会议召开"],
        [1, 1, "", "body", "author", "", "3月14日,会议召开。"],
        [2, 2, "", "body", "会议", "", "会议指出,检查企业300家;"],
        [3, 3, "", "body", "会议", "", "要抓好落实。”"],
        [4, 4, "一、工作成效", "heading", "author", "", "一、工作成效"],
        [5, 5, "一、工作成效 (一)监管有力", "heading", "author", "", "(一)监管有力"],
        [6, 6, "一、工作成效 (一)监管有力", "body", "王越", "局长", "局长王越强调,要守住底线!"],
    ]
    assert corpus.cuts[["text", "rule"]].to_numpy().tolist() == [
        ["发布时间:2022-03-15 来源:办公室", "byline"],
        ["版权所有 某某局", "copyright"],
    ]
    assert [[p.sentence, p.paragraph, p.section, p.speaker, p.text] for p in corpus.passages["a"]] == [
        [row[0], row[1], row[2], row[4], row[6]] for row in corpus.sentences[columns].to_numpy().tolist() if row[3] == "body"
    ]
    assert [p.text for p in corpus.headings["a"]] == ["一、工作成效", "(一)监管有力"]
    assert corpus.span(corpus.passages["a"][1], 5, 12) == ("a", "unknown", 2, SPOKEN.index("检查企业"), SPOKEN.index("家;"), "检查企业300")


def test_notes_say_what_was_settled_doubted_and_left_out(tmp_path):
    (tmp_path / "manifest.csv").write_text(
        "file,province,published,use,sha256,evidence,remark\n"
        "a.txt,浙江,2020-01-02,,0000,asked the bureau,by hand\n"
        "b.txt,,,no,,a draft,\n",
        encoding="utf-8",
    )
    corpus = read(tmp_path, a=SPOKEN, b=SPOKEN, c="abc")
    notes = corpus.notes[corpus.notes["file"].isin(["a.txt", "b.txt", "c.txt"])]
    assert notes.to_numpy().tolist() == [
        ["a.txt", "not the file the manifest describes (sha256 differs)", "read as it is", "warning"],
        ["a.txt", "province from the manifest", "asked the bureau", "info"],
        ["a.txt", "published: the text says 2022-03-15, the manifest 2020-01-02", "manifest used", "warning"],
        ["a.txt", "published from the manifest", "asked the bureau", "info"],
        ["b.txt", "left out by the manifest", "a draft", "info"],
        ["c.txt", "not Chinese", "skipped", "warning"],
    ]
    row = corpus.documents.loc["a"]
    assert row[["province", "province_en", "province_from", "published", "remark"]].tolist() == [
        "浙江", "Zhejiang", "manifest", "2020-01-02", "by hand",
    ]
    assert "use" not in row and "sha256_from" not in row


def test_a_document_says_which_file_it_is_in_what_encoding_and_how_long(tmp_path):
    (tmp_path / "b.txt").write_bytes(SPOKEN.encode("gb18030"))
    documents = read_corpus(tmp_path).documents
    (row,) = documents[["file", "encoding", "characters", "sha256"]].itertuples(index=False, name=None)
    assert row == ("b.txt", "gb18030", len(SPOKEN), hashlib.sha256(SPOKEN.encode("gb18030")).hexdigest())


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("2019年成立,2021年查处案件30件,到2025年底建成示范区。", "2021"),
        ("2021年查处案件30件,2019年成立。", "2021"),
        ("力争到2025年底建成示范区。", "2025"),
    ],
)
def test_the_year_of_a_text_is_the_latest_it_tells_of_and_a_goal_only_for_want_of_another(tmp_path, said, year):
    row = read(tmp_path, a=f"全市市场监管工作稳步推进\n我局工作有序开展,{said}").documents.loc["a"]
    assert str(row["year"]) == year and row["year_from"] == "inferred: the latest year the text names"
