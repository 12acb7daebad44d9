"""The shared script: phrases that documents have in common, and those that one of them repeats."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianguan.corpus import Corpus, read_corpus
from jianguan.rhetoric.script import local_phrases, shared_phrases


def corpus_of(**texts: str) -> Corpus:
    """One document per keyword, its province in its name before `_`; one sentence per line."""
    rows = []
    for doc, text in texts.items():
        start = 0
        for number, line in enumerate(text.split("\n")):
            rows.append((doc, doc.split("_")[0], number, number, "", "body", "", start, start + len(line), line))
            start += len(line) + 1
    columns = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text"]
    cuts = pd.DataFrame(columns=["doc", "start", "end", "text", "rule"])
    documents = pd.DataFrame({"province": [doc.split("_")[0] for doc in texts]}, index=list(texts))
    return Corpus(documents, pd.DataFrame(rows, columns=columns), cuts, pd.DataFrame(), texts)


def phrases(table: pd.DataFrame) -> set[str]:
    return set(table["phrase"])


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return read_corpus()


def test_a_phrase_of_two_documents_is_found_at_its_longest():
    found = shared_phrases(corpus_of(a="全力优化营商环境。", b="继续优化营商环境,促进消费。"))
    assert phrases(found) == {"优化营商环境"}
    assert set(found["documents"]) == {2}


def test_a_shorter_phrase_counts_inside_longer_ones_but_is_no_row_there():
    found = shared_phrases(corpus_of(a="优化营商环境。", b="优化营商环境。", c="营商环境改善。"))
    rows = found.set_index("phrase")
    assert rows.loc["营商环境", "documents"] == 3
    assert rows.loc["营商环境", "doc"] == "c"


def test_quotation_marks_do_not_hide_a_phrase_but_commas_end_it():
    found = shared_phrases(corpus_of(a="增强“四个意识”。", b="增强四个意识。", c="增强,四个意识。"))
    assert "增强四个意识" in phrases(found)
    assert set(found.query("phrase == '增强四个意识'")["doc"]) == {"a", "b"}
    assert "增强“四个意识" in set(found["text"])


def test_phrases_begin_and_end_with_no_grammar_word():
    found = shared_phrases(corpus_of(a="在市场监管的工作", b="为市场监管的发展"))
    assert phrases(found) == {"市场监管"}


def test_short_phrases_numbers_and_single_documents_do_not_count():
    texts = {"a": "今年检查2020家。质量好。质量好。", "b": "去年检查2020家。质量好。"}
    assert shared_phrases(corpus_of(**texts)).empty


def test_kinds_tell_formulas_plans_offices_and_places_apart():
    line = "坚定四个自信。十四五规划编制。市场监管局班子成员。推进放心工厂建设。"
    both = shared_phrases(corpus_of(a_1=line, a_2=line)).drop_duplicates("phrase").set_index("phrase")["kind"]
    assert both["坚定四个自信"] == "national"
    assert both["十四五规划编制"] == "plan"
    assert both["市场监管局班子成员"] == "office"
    assert both["推进放心工厂建设"] == "regional"
    apart = shared_phrases(corpus_of(a=line, b=line)).drop_duplicates("phrase").set_index("phrase")["kind"]
    assert apart["推进放心工厂建设"] == "common"


def test_a_signature_is_repeated_and_stands_in_one_document_only():
    found = local_phrases(corpus_of(a="建设放心工厂。\n再建放心工厂。\n市场监管。", b="市场监管,放心消费。"))
    assert phrases(found) == {"放心工厂"}
    assert list(found["kind"]) == ["local", "local"]


def test_seeds_share_national_formulas_and_keep_their_own(seeds):
    shared, local = shared_phrases(seeds), local_phrases(seeds)
    assert {"全面建成小康社会", "国家食品安全示范城市", "优化营商环境"} <= phrases(shared)
    assert {"六个新湖州", "取得新突破"} <= phrases(local)
    assert not phrases(shared) & phrases(local)


def test_spans_point_into_the_raw_text(seeds):
    for table in (shared_phrases(seeds), local_phrases(seeds)):
        assert all(seeds.text(r.doc)[r.start : r.end] == r.text for r in table.itertuples())
        assert (table["documents"] <= len(seeds.documents)).all()


def test_an_empty_corpus_gives_empty_tables():
    assert shared_phrases(corpus_of(a="")).empty
    assert local_phrases(corpus_of(a="好。")).columns.tolist() == shared_phrases(corpus_of(a="好。")).columns.tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("市场监管质量安全,的“”、", max_size=30), min_size=2, max_size=4))
def test_every_shared_phrase_stands_in_the_documents_it_claims(lines):
    corpus = corpus_of(**{f"d{i}": line for i, line in enumerate(lines)})
    for row in shared_phrases(corpus).itertuples():
        bare = [line.translate({ord(ch): None for ch in "“”、"}) for line in lines]
        assert row.documents <= sum(row.phrase in line for line in bare)
        assert row.text in corpus.text(row.doc)


def test_one_long_repetition_is_read_in_time():
    began = time.process_time()
    shared_phrases(corpus_of(a="市场监管" * 10_000, b="市场监管" * 10_000))
    assert time.process_time() - began < 5
