"""The running text: what is found in it stands, character for character, where the documents print it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_lexicon import corpus_of

from jianguan.body import Body
from jianguan.corpus import Passage
from jianguan.labels import label_sentences
from jianguan.lexicon import find_terms
from jianguan.text import fold
from jianguan.words import find_words

PRINTED = {"a": "题\n食品３９．２万批次。\n加强市场\u200b监\n管。", "b": "", "c": "食品安全。"}


def passages(doc: str, *spans: tuple[int, int]) -> list[Passage]:
    text = PRINTED[doc]
    told = [(fold(text[start:end], start), number) for number, (start, end) in enumerate(spans, 1)]
    return [Passage(doc, f"{doc}省", number, number, "", "", view) for view, number in told]


def running() -> Body:
    told = {"a": passages("a", (2, 12), (13, 22)), "b": [], "c": passages("c", (0, 5))}
    return Body(told, PRINTED)


def spans(*found: str) -> list[tuple]:
    body = running()
    start = [("".join(body.texts)).index(each) for each in found]
    end = np.array(start) + list(map(len, found))
    columns = body.spans(np.array(start), end, np.array(found, object))
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_each_document_with_a_body_is_one_text():
    assert running().texts == ["食品39.2万批次。\n加强市场监管。\n", "食品安全。\n"]


def test_what_is_found_is_shown_as_printed():
    assert spans("食品39.2", "39.2", "万批次", "加强", "监管", "市场监管", "食品安全") == [
        ("a", "a省", 1, 2, 8, "食品３９．２"),
        ("a", "a省", 1, 4, 8, "３９．２"),
        ("a", "a省", 1, 8, 11, "万批次"),
        ("a", "a省", 2, 13, 15, "加强"),
        ("a", "a省", 2, 18, 21, "监\n管"),
        ("a", "a省", 2, 15, 21, "市场\u200b监\n管"),
        ("c", "c省", 1, 0, 4, "食品安全"),
    ]


def test_no_document_has_a_body():
    assert Body({"b": []}, PRINTED).texts == []


@given(st.lists(st.text("食品安全监管３９\u200b\ue000 a", min_size=1, max_size=12).filter(str.strip), max_size=5))
def test_all_words_together_are_the_text(sentences):
    corpus = corpus_of(*(f"{sentence.strip()}。" for sentence in sentences)) if sentences else corpus_of("。")
    words = find_words(corpus, engine="rjieba")
    assert all(corpus.text("d")[row.start : row.end] == row.text for row in words.itertuples())
    assert all(fold(row.text).text == row.word for row in words.itertuples())
    told = "".join(passage.text for passage in corpus.passages["d"])
    assert "".join(words["word"]) == "".join(character for character in told if character.isalnum())


def test_every_column_of_words_terms_and_labels():
    corpus = corpus_of("局长李明华强调,食品抽检３９批次。", "市场\u200b监管。")
    entries = pd.DataFrame({"category": ["food|duty", "duty"], "term": ["食品", "市场监管"]})
    words, terms = find_words(corpus), find_terms(corpus, entries)
    where = "某省", 0
    assert list(words.itertuples(index=False, name=None)) == [
        ("d", *where, 0, 2, "局长", "局长", "genre"),
        ("d", *where, 2, 5, "李明华", "李明华", "name"),
        ("d", *where, 5, 7, "强调", "强调", "genre"),
        ("d", *where, 8, 12, "食品抽检", "食品抽检", "content"),
        ("d", *where, 12, 14, "３９", "39", "number"),
        ("d", *where, 14, 16, "批次", "批次", "number"),
        ("d", "某省", 1, 18, 23, "市场\u200b监管", "市场监管", "genre"),
    ]
    assert list(terms.itertuples(index=False, name=None)) == [
        ("d", *where, 8, 10, "食品", "食品", "food", "own"),
        ("d", *where, 8, 10, "食品", "食品", "duty", "own"),
        ("d", "某省", 1, 18, 23, "市场\u200b监管", "市场监管", "duty", "own"),
    ]
    labels = label_sentences(corpus, terms)
    said = "局长李明华强调,食品抽检３９批次。"
    assert list(labels.itertuples(index=False, name=None)) == [
        ("d", *where, 0, 17, said, "food", 0.5, pytest.approx(1 / 6), "食品"),
        ("d", *where, 0, 17, said, "duty", 0.5, pytest.approx(1 / 6), "食品"),
        ("d", "某省", 1, 18, 24, "市场\u200b监管。", "duty", 1.0, 0.5, "市场监管"),
    ]


def test_no_terms_no_labels():
    corpus = corpus_of("食品安全。", "市场监管。")
    labels = label_sentences(corpus, find_terms(corpus, pd.DataFrame({"category": ["x"], "term": ["广告"]})))
    assert labels.empty and list(labels)[6:] == ["theme", "weight", "confidence", "terms"]


def test_one_theme_in_the_second_sentence():
    corpus = corpus_of("食品安全。", "市场监管。", "强化市场监管。")
    terms = find_terms(corpus, pd.DataFrame({"category": ["duty"], "term": ["监管"]}))
    assert label_sentences(corpus, terms)["text"].tolist() == ["市场监管。", "强化市场监管。"]
