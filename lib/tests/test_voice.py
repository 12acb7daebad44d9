"""Voices and clauses: who speaks, how long, and what is promised."""

import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianguan.corpus import Corpus, read_corpus
from jianguan.rhetoric.commitments import find_commitments
from jianguan.rhetoric.images import find_images
from jianguan.rhetoric.voice import find_clauses, find_voices, sentence_lengths, speaker_shares

GOLD = Path(__file__).parents[2] / "seeds/gold"
NO_QUANTITIES = pd.DataFrame(columns=["doc", "start", "end", "text", "status"])


def corpus_of(*lines: tuple[str, str] | str) -> Corpus:
    """One document; each line a sentence and a paragraph, with its speaker where a pair is given."""
    rows, start = [], 0
    pairs = [line if isinstance(line, tuple) else ("", line) for line in lines]
    for number, (speaker, line) in enumerate(pairs):
        rows.append(("d", "p", number, number, "", "body", speaker, start, start + len(line), line))
        start += len(line) + 1
    columns = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text"]
    cuts = pd.DataFrame(columns=["doc", "start", "end", "text", "rule"])
    texts = {"d": "\n".join(line for _, line in pairs)}
    documents = pd.DataFrame({"province": ["p"]}, index=pd.Index(["d"], name="doc"))
    return Corpus(documents, pd.DataFrame(rows, columns=columns), cuts, pd.DataFrame(), texts)


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return read_corpus()


@pytest.fixture(scope="module")
def coded() -> pd.DataFrame:
    return pd.read_csv(GOLD / "quantities.csv")


def promises(*lines, quantities=NO_QUANTITIES) -> pd.DataFrame:
    return find_commitments(corpus_of(*lines), quantities)


def test_clauses_end_at_commas_but_not_in_lists():
    found = find_clauses(corpus_of("抓监管、促发展,保安全。"))
    assert found["text"].tolist() == ["抓监管、促发展", "保安全"]
    assert found["characters"].tolist() == [6, 3]


def test_sentences_are_counted_with_their_punctuation_as_everywhere():
    row = sentence_lengths(corpus_of("抓监管,保安全。", "好。")).iloc[0]
    assert (row["sentences"], row["clauses"], row["characters"], row["longest"]) == (2, 3, 10, 8)
    assert row["clauses_per_sentence"] == 1.5


def test_voice_is_reported_unless_quoted_or_in_turn():
    corpus = corpus_of(
        "会议召开。",
        ("朱勤虎", "朱勤虎表示,将加强监管。"),
        ("聂海川", "聂海川:开办更快。"),
        ("冯女士", "“半小时就解决了。”"),
    )
    assert find_voices(corpus)["voice"].tolist() == ["author", "reported", "direct", "direct"]


def test_quoted_speech_is_direct_until_its_quotation_mark_closes():
    found = find_voices(corpus_of("“以前各有各的味道,现在人人有尺子。”", "企业负责人说。", "“四大战略”开始实施。"))
    assert found["voice"].tolist() == ["direct", "author", "author"]
    assert found["speaker"].tolist() == ["unnamed", "author", "author"]


def test_a_formula_in_quotation_marks_does_not_make_speech_direct():
    assert find_voices(corpus_of(("章根明", "章根明指出,要实施“四大战略”。")))["voice"].tolist() == ["reported"]


def test_speaker_shares_add_up_to_one_in_each_document(seeds):
    shares = speaker_shares(find_voices(seeds))
    assert shares.groupby("doc")["share"].sum().round(9).eq(1).all()
    assert shares["sentences"].sum() == sum(map(len, seeds.passages.values()))


def test_a_modal_opens_a_commitment_and_a_result_closes_it():
    found = promises("下一步,市局将推进质量强市建设。", "去年,市局推进质量强市建设,取得显著成效。")
    assert found["action"].tolist() == ["推进质量强市建设"]
    assert found["actor"].tolist() == ["市局"]


def test_plans_go_on_until_something_tells_of_results():
    found = promises("要抓好八方面工作。", "一是优化营商环境。", "二是严格执法,规范市场秩序。")
    assert found["action"].tolist() == ["抓好八方面工作", "优化营商环境", "规范市场秩序"]


def test_whom_it_serves_and_who_acts():
    found = promises("双方将加强合作,支持无锡市打造示范区,为企业提供一站式服务,向社会公开结果。")
    assert found["beneficiary"].tolist() == ["", "无锡市", "企业"]
    assert set(found["actor"]) == {"双方"}


def test_statements_of_what_something_is_promise_nothing():
    assert promises("要牢记,强化监管是我们的责任。").empty


def test_number_and_deadline_come_from_targets_of_the_clause():
    line = "力争到2025年底前培育企业2000家以上,出台政策。"
    start = line.index("2000")
    quantities = pd.DataFrame([("d", start, start + 5, "2000家", "target")], columns=list(NO_QUANTITIES))
    found = promises(line, quantities=quantities)
    assert found["number"].tolist() == ["2000家", ""]
    assert found["deadline"].str.contains("2025年底").all()
    assert found["exactness"].tolist() == [3, 2]


PERIODS = ["要抓好今年前8个月工作。", "要推进2020年改革试点。", "年新增企业要力争实现增长。", "要推进五年内改革。"]


@pytest.mark.parametrize("line", PERIODS)
def test_a_period_is_no_deadline(line):
    assert promises(line)["deadline"].eq("").all()


def test_a_thousands_comma_ends_no_clause():
    assert find_clauses(corpus_of("突破1,600件,增长5%。"))["text"].tolist() == ["突破1,600件", "增长5%"]


def test_a_date_may_stand_before_the_verb():
    found = promises("各地要于3月底前完成改革,巩固成果。", "巩固成果。")
    assert found["action"].tolist() == ["完成改革", "巩固成果", "巩固成果"]
    assert found["deadline"].tolist() == ["于3月底前", "于3月底前", ""]


def test_an_achieved_figure_is_no_commitment():
    quantities = pd.DataFrame([("d", 4, 8, "142件", "achieved")], columns=list(NO_QUANTITIES))
    assert promises("查办案件142件。", quantities=quantities).empty


def test_of_the_seeds_only_two_commitments_carry_an_end_date(seeds, coded):
    found = find_commitments(seeds, coded)
    dated = found[found["deadline"] != ""]
    assert set(dated["doc"]) == {"zhejiang-huzhou-2022"}
    assert set(dated["number"]) == {"12.9件", "35亿元"}
    numbered = found[found["number"] != ""].groupby("doc").size()
    assert numbered.to_dict() == {"zhejiang-huzhou-2022": 5, "zhejiang-2020": 1}


def test_the_sixteen_measures_of_the_agreement_are_found(seeds, coded):
    found = find_commitments(seeds.within(doc="jiangsu-wuxi-2020"), coded)
    announced = found[found["text"].str.contains("^(?:即)?支持无锡市") | found["actor"].eq("无锡市")]
    assert len(announced) == 16


def test_spans_point_into_the_raw_text(seeds, coded):
    for table in (find_clauses(seeds), find_voices(seeds), find_commitments(seeds, coded)):
        assert len(table)
        assert all(seeds.text(r.doc)[r.start : r.end] == r.text for r in table.itertuples())


ALPHABET = "要将推进打赢仗守住底线，。、“”：３5%\u200b\u3000局市到年底前"
HOSTILE = ["1," * 50_000, "“" * 100_000, "要到2025年" * 15_000, ":“一二三四五六七八" * 10_000, "年" * 100_000]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(ALPHABET, min_size=1, max_size=40), min_size=1, max_size=4))
def test_spans_of_any_text_are_its_own_characters(lines):
    corpus = corpus_of(*lines)
    tables = [find_clauses(corpus), find_voices(corpus), find_images(corpus), find_commitments(corpus, NO_QUANTITIES)]
    for row in pd.concat(tables).itertuples():
        assert corpus.text(row.doc)[row.start : row.end] == row.text != ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_in_time(text):
    corpus = corpus_of(("某人", text))
    began = time.process_time()
    find_clauses(corpus), find_voices(corpus), find_commitments(corpus, NO_QUANTITIES)
    assert time.process_time() - began < 4
