"""Lexicons: reading, faults named by line, longest match and context columns."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianguan.corpus import Corpus, read_corpus
from jianguan.errors import ConfigError
from jianguan.lexicon import CONTEXT, find_terms, lexicons, load_lexicon

COLUMNS = ["doc", "province", "sentence", "start", "end", "text", "term", "category", "lexicon"]


def corpus_of(*sentences: str) -> Corpus:
    """A corpus of one document, one body sentence per line."""
    text, rows = "\n".join(sentences), []
    for number, sentence in enumerate(sentences):
        start = sum(len(s) + 1 for s in sentences[:number])
        rows.append(("d", "某省", number, number, "", "body", "", start, start + len(sentence), sentence))
    columns = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text"]
    documents = pd.DataFrame({"province": ["某省"]}, index=pd.Index(["d"], name="doc"))
    empty = pd.DataFrame(columns=["doc", "start", "end", "text"])
    return Corpus(documents, pd.DataFrame(rows, columns=columns), empty, empty, {"d": text})


def found(text: str, *entries: dict) -> list[tuple[str, str]]:
    table = pd.DataFrame([{"category": "c", **entry} for entry in entries])
    return list(find_terms(corpus_of(text), table)[["text", "category"]].itertuples(index=False, name=None))


def write(folder, content: str | bytes):
    path = folder / "own.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return read_corpus()


@pytest.mark.parametrize("name", lexicons()["name"])
def test_every_shipped_lexicon_loads_without_warning(name, recwarn):
    entries = load_lexicon(name)
    assert {"category", "term", *CONTEXT} <= set(entries.columns)
    assert not recwarn.list


@pytest.mark.parametrize("name", lexicons()["name"])
def test_offsets_point_into_the_raw_text(seeds, name):
    spans = find_terms(seeds, name)
    assert list(spans.columns) == COLUMNS
    assert all(seeds.text(row.doc)[row.start : row.end] == row.text for row in spans.itertuples())


def test_longest_term_wins_and_nothing_is_counted_twice():
    assert found("加强市场监管和监管", {"term": "监管"}, {"term": "市场监管"}) == [("市场监管", "c"), ("监管", "c")]


def test_a_failed_longest_match_makes_room_for_a_shorter_one():
    rules = {"term": "质量强省", "not_before": "论坛"}, {"term": "质量"}, {"term": "强省论坛"}
    assert found("质量强省", *rules) == [("质量强省", "c")]
    assert found("质量强省论坛", *rules) == [("质量", "c"), ("强省论坛", "c")]


@pytest.mark.parametrize(
    ("column", "condition", "text", "counts"),
    [
        ("not_before", "发展|增长", "推动质量发展", False),
        ("not_before", "发展|增长", "推动质量提升", True),
        ("not_after", "高", "高质量发展", False),
        ("not_after", "高", "提高质量", False),
        ("not_inside", "高质量发展", "提高质量", True),
        ("not_inside", "高质量发展", "高质量发展", False),
        ("not_inside", "大质量大", "大质量", True),
        ("needs", "产品|工程", "质量提升", False),
        ("needs", "产品|工程", "工程质量提升", True),
    ],
)
def test_context_columns(column, condition, text, counts):
    assert bool(found(text, {"term": "质量", column: condition})) is counts


def test_a_term_of_two_categories_counts_for_both():
    assert found("食品药品", {"term": "食品药品", "category": "a|b"}) == [("食品药品", "a"), ("食品药品", "b")]


def test_an_empty_cell_of_a_table_sets_no_condition():
    assert found("XX质量", {"term": "质量", "not_after": None}, {"term": "监管", "not_after": "高"}) == [("质量", "c")]


def test_two_lines_may_give_a_term_two_meanings_by_context():
    rules = {"term": "平台", "category": "a", "needs": "直播"}, {"term": "平台", "category": "b", "needs": "大数据"}
    assert found("大数据平台", *rules) == [("平台", "b")]
    assert found("搭建平台", *rules) == []


def test_folded_spellings_are_found_and_shown_as_printed():
    corpus = corpus_of("推行３·１５活动", "查处广\u200b告案件", "加強監管")
    spans = find_terms(corpus, pd.DataFrame({"category": "c", "term": ["3·15", "广告", "加强监管"]}))
    assert {"３·１５", "广\u200b告"} <= set(spans["text"])


def test_what_a_term_needs_is_looked_for_in_its_own_sentence():
    entries = pd.DataFrame([{"category": "c", "term": "质量", "needs": "产品|工程"}])
    spans = find_terms(corpus_of("质量提升", "产品质量,质量", "质量", "工程和质量"), entries)
    assert list(spans["sentence"]) == [1, 1, 3]


def test_context_ends_with_the_sentence():
    entries = pd.DataFrame(
        [{"category": "c", "term": "质量", "not_before": "发展", "not_after": "高", "not_inside": "高质量"}]
    )
    assert list(find_terms(corpus_of("提高", "质量", "发展高质量"), entries)["sentence"]) == [1]


@pytest.mark.parametrize("name", ["modality", "metaphors", "themes", "units"])
def test_a_sentence_without_end_is_read_in_time(name):
    """A term, over and over, that needs what its sentence lacks."""
    entries = load_lexicon(name)
    term = entries["term"][entries["needs"].str.len().idxmax()]
    begun = time.process_time()
    find_terms(corpus_of(f"{term}了" * (100_000 // len(f"{term}了"))), entries)
    assert time.process_time() - begun < 2


def test_own_file_needs_only_two_columns(tmp_path):
    path = write(tmp_path, "\ufeffcategory,term\r\nduty,消费\r\n\r\nduty,广告\r\n")
    spans = find_terms(corpus_of("消费和广告"), path)
    assert list(spans["term"]) == ["消费", "广告"] and set(spans["lexicon"]) == {"own"}


def test_an_edit_counts_at_once(tmp_path):
    path, corpus = write(tmp_path, "category,term\nduty,消费\n"), corpus_of("消费和广告")
    assert len(find_terms(corpus, path)) == 1
    write(tmp_path, "category,term\nduty,消费\nduty,广告\n")
    assert len(find_terms(corpus, path)) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        ("category;term\n", "line 1: no column “category”"),
        ("category,term\na,b,c\n", "line 2: 3 cells"),
        ("category,term\na,b\n\na,\n", "line 4: term is empty"),
        ("category,term\n,b\n", "line 2: category is empty"),
        ("category,term\na,b\tc\n", r"line 2: a tab or control character inside “.b\\tc.”$"),
        ('category,term\na,"b\n', "line 2: unexpected end of data"),
        (b"category,term\na,\xb9\xe3\n", "line 2: not UTF-8"),
    ],
)
def test_faults_name_file_and_line(tmp_path, content, message):
    path = write(tmp_path, content)
    with pytest.raises(ConfigError, match=message) as caught:
        load_lexicon(path)
    assert str(caught.value).startswith(f"{path}{':' if not content else ','}")


def test_a_missing_lexicon_is_named_with_what_there_is(tmp_path):
    with pytest.raises(ConfigError, match="no lexicon .*nothing.csv: expected a file .* or one of .*themes"):
        load_lexicon(tmp_path / "nothing.csv")
    with pytest.raises(ConfigError, match="^a lexicon table needs category and term; missing: category$"):
        find_terms(corpus_of("消费"), pd.DataFrame({"term": ["消费"]}))


def test_repeats_warn_with_both_lines(tmp_path):
    path = write(tmp_path, "category,term\na,消费\na,消费\nb,消费\n")
    with pytest.warns(UserWarning) as caught:
        load_lexicon(path)
    assert [str(w.message).split(": ")[1] for w in caught] == [
        "“消费” repeats line 2",
        "“消费” puts it into b, beside a in line 2",
    ]


@given(st.text("市场监管高质量", max_size=30), st.lists(st.text("市场监管质量", min_size=1, max_size=4), max_size=6))
def test_spans_are_ordered_disjoint_and_equal_their_terms(text, terms):
    spans = find_terms(corpus_of(text), pd.DataFrame({"category": "c", "term": terms}, dtype=object)) if text else []
    ends = 0
    for row in spans.itertuples() if text else []:
        assert row.start >= ends and row.text == row.term
        ends = row.end
