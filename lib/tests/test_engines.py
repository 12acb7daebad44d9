"""The engines cut the same words: on the seeds, on pages never seen, and on text made at random."""

import random
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made

from jianguan import Corpus, find_words, read_corpus

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "benchmarks"))
UNSEEN = HERE / "unseen/documents"
PIECES = [
    "双随机、一公开",
    "2个100%",
    "“三品一标”",
    "3.5亿",
    "A股",
    "GB18030",
    "1,234.5",
    "第十三届",
    "𠮷",
    "﨑",
    "α",
    "①",
    "12315",
]
LETTERS = "市场监管食品药品安全服务企业改革123.%a和的“”、。"
SEEDS = read_corpus()


def same_words(corpus: Corpus) -> None:
    pd.testing.assert_frame_equal(find_words(corpus), find_words(corpus, engine="rjieba"))


def test_seeds():
    same_words(SEEDS)


def test_unseen_pages(tmp_path):
    for path in UNSEEN.iterdir():
        shutil.copy(path, tmp_path / f"{path.stem}.txt")
    corpus = read_corpus(tmp_path)
    assert len(corpus.documents) > 20
    same_words(corpus)


def test_generated_pages(tmp_path):
    from generate import generate

    same_words(read_corpus(generate(tmp_path, 0.15, seed=7)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(LETTERS, max_size=12), max_size=12), st.integers())
def test_random_text(pieces, seed):
    sentences = "".join(corpus_pieces(seed)) + "".join(pieces).replace("\n", "")
    same_words(made(f"{sentences}。"))


@pytest.mark.parametrize("latin", ["A-B", "1.5G", "GB18030-2022", "x" * 150, "3.5.6", "C++", "www.gov.cn", "+8.3%"])
def test_latin_words(latin):
    same_words(made(f"执行标准{latin}和要求,{latin}。"))


def corpus_pieces(seed: int) -> list[str]:
    """Stretches of the seeds cut anywhere, also inside a word."""
    chance, texts = random.Random(seed), list(SEEDS.texts.values())
    starts = [(text, chance.randrange(len(text))) for text in chance.choices(texts, k=4)]
    return ["".join(text[at : at + chance.randrange(40)].split()) for text, at in starts]


def test_an_engine_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="^engine 'jieba2': use jieba, rjieba or jieba-nohmm$"):
        find_words(SEEDS, engine="jieba2")
