"""Sentences to words: jieba with a policy dictionary, wrapped once.

jieba is unmaintained and keeps a cache that anyone may plant in the shared temporary folder; here each engine owns
a private tokenizer, filled from the packaged dictionary alone, so nothing outside can change a word. Terms that jieba
would always split (双随机、一公开, 2个100%), and the persons a document names beside a post, are set apart first,
by longest match, and stay whole.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import count
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import pandas as pd

from jianguan.body import Body
from jianguan.corpus import SPAN, Corpus
from jianguan.intake.places import places
from jianguan.lexicon import load_lexicon
from jianguan.names import persons
from jianguan.text import fold

Numbers = dict[str, int]  # the place of each different word in the order in which they are met

KINDS = ["content", "function", "genre", "name", "number"]
MARK, BREAK = "\ue000", "\ue001"  # characters that no document uses and every engine leaves alone
ENDLESS_RUN = 1000  # jieba's guessing takes the square of a run's length
ENDLESS = re.compile(f"[\u4e00-\u9fd5]{{{ENDLESS_RUN}}}")
LONGEST = ahocorasick_rs.MatchKind.LeftmostLongest
QUICKLY_BUILT = ahocorasick_rs.Implementation.NoncontiguousNFA
REMEMBERED = 200_000  # words whose kind is kept; some 40 MB
FREQUENCY = 100_000  # far above the threshold at which jieba joins a word, so that all engines agree
ASCII_WORD = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")  # jieba's own; it never looks back
DIGITS = "0-9〇零一二三四五六七八九十百千万亿两几数半"
NUMBER = re.compile(rf"第?[{DIGITS}][.,{DIGITS}]{{0,99}}[余多]?[万亿]?[个家件项次批名位条种年月日号度大届%]?")
HAN_ONLY = re.compile("[\u4e00-\u9fd5]{1,99}")
RARE_HAN = re.compile("[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Engine(NamedTuple):
    """What cuts a text into words, and which words its dictionary has."""

    cut: Callable[[str], list[str]]
    has_word: Callable[[str], bool]


def find_words(corpus: Corpus, *, engine: str = "jieba") -> pd.DataFrame:
    """Cut the body of a corpus into words.

    `engine` is `jieba`, `rjieba` (the same words, much faster) or `jieba-nohmm` (without guessing words that the
    dictionary lacks: a robustness check).

    Returns a span table with `word` (in the folded spelling) and `kind`: `content`, `function` (grammar), `genre`
    (words that every text of the genre uses), `name` (of a place, an office or a person) or `number`. Punctuation is
    left out. Raises ValueError for an unknown engine.
    """
    used, names = _engine(engine), [*SPAN, "word", "kind"]
    if not corpus.body.texts:
        return pd.DataFrame(columns=names)
    columns = (pd.Series(column, dtype=column.dtype, copy=False) for column in _columns(corpus.body, used))
    return pd.DataFrame(dict(zip(names, columns, strict=True)), copy=False)


def _columns(body: Body, engine: Engine) -> tuple[np.ndarray, ...]:
    """The columns of all words at once: each different word is looked at once, the rest is arithmetic."""
    words, number, kind = _cut(body.texts, engine)
    length = np.fromiter(map(len, words), np.int64)[number]
    kept = np.flatnonzero(kind >= 0)
    word, end = words[number[kept]], np.cumsum(length)[kept]
    return *body.spans(end - length[kept], end, word), word, np.array(KINDS, object)[kind[kept]]


def _cut(texts: list[str], engine: Engine) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All different words; which of them follow each other in the texts; and the kind of each that follows.

    What must stay whole is one mark while the rest is cut.
    """
    numbers: Numbers = defaultdict(count().__next__)
    apart = [_apart(text) for text in texts]
    cut = [_numbered(engine.cut(_masked(*each)), numbers) for each in zip(texts, apart, strict=True)]
    number = _split_latin(np.concatenate(cut), numbers, engine.has_word)
    number = number[number != numbers[BREAK]]
    marks = np.flatnonzero(number == numbers[MARK])
    whole = [(text[at:end], kind) for text, spans in zip(texts, apart, strict=True) for at, end, kind in spans]
    number[marks] = [numbers[word] for word, _ in whole]
    kind = np.fromiter(map(_kind, numbers), np.int8)[number]
    kind[marks] = [kind for _, kind in whole]
    return np.array(list(numbers), object), number, kind


def _numbered(words: list[str], numbers: Numbers) -> np.ndarray:
    return np.fromiter(map(numbers.__getitem__, words), np.int32, len(words))


def _masked(text: str, apart: list[tuple[int, int, int]]) -> str:
    """The text as it is cut: a mark for what must stay whole, a break in runs that jieba would guess at for minutes."""
    borders = [0, *(border for start, end, _ in apart for border in (start, end)), len(text)]
    masked = MARK.join(text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True))
    return ENDLESS.sub(rf"\g<0>{BREAK}", masked) if max(map(len, masked.split("\n"))) >= ENDLESS_RUN else masked


def _split_latin(number: np.ndarray, numbers: Numbers, has_word: Callable[[str], bool]) -> np.ndarray:
    """The words with Latin ones that the dictionary lacks (A-B, 1.5G) in the parts that jieba makes of them."""
    split = {word: list(filter(None, ASCII_WORD.split(word))) for word in filter(str.isascii, numbers)}
    joined = [word for word, parts in split.items() if len(parts) > 1 and not has_word(word)]
    pieces = {numbers[word]: _numbered(split[word], numbers) for word in joined}
    at = np.flatnonzero(np.isin(number, list(pieces)))
    if not len(at):
        return number
    found = [pieces[word] for word in number[at].tolist()]
    before = np.repeat(at - np.arange(len(at)), list(map(len, found)))
    return np.insert(np.delete(number, at), before, np.concatenate(found))


def _apart(text: str) -> list[tuple[int, int, int]]:
    """What must stay whole, in order and without overlap: (start, end, kind)."""
    found = [(start, end, KINDS.index("content")) for _, start, end in _unsplit().find_matches_as_indexes(text)]
    named = persons(text)
    if named:
        finder = ahocorasick_rs.AhoCorasick(named, matchkind=LONGEST, implementation=QUICKLY_BUILT)
        found += [(start, end, KINDS.index("name")) for _, start, end in finder.find_matches_as_indexes(text)]
    apart, reach = [], 0
    for start, end, kind in sorted(found):
        if start >= reach and _free(text, start, end):
            apart.append((start, end, kind))
            reach = end
    return apart


def _free(text: str, start: int, end: int) -> bool:
    """Is `text[start:end]` more than a part of a longer number or Latin word?"""
    edges = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return not any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)


@cache
def _policy_terms() -> list[str]:
    offices = load_lexicon("names").query("category == 'office' and term.str.len() > 2")["term"]
    return list(dict.fromkeys(fold(term).text for term in [*load_lexicon("policy_terms")["term"], *offices]))


@cache
def _unsplit() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick([t for t in _policy_terms() if not HAN_ONLY.fullmatch(t)], matchkind=LONGEST)


@lru_cache(REMEMBERED)
def _kind(word: str) -> int:
    known, name = _listed(), KINDS.index("name")
    if word in known:
        return known[word]
    if NUMBER.fullmatch(word):
        return KINDS.index("number")
    if any(known.get(word[:i]) == name and word[i:] in known for i in range(2, len(word))):
        return name  # 无锡市委: a place, and a word that the lists know
    return KINDS.index("content") if any(ch.isalnum() for ch in word) else -1


@cache
def _listed() -> dict[str, int]:
    names, stopwords = [*load_lexicon("names")["term"], *places()], load_lexicon("stopwords")
    kinds = dict.fromkeys(_policy_terms(), KINDS.index("content")) | dict.fromkeys(names, KINDS.index("name"))
    return kinds | {row.term: KINDS.index(row.category) for row in stopwords.itertuples()}


def _engine(name: str) -> Engine:
    match name:
        case "jieba":
            return Engine(partial(_jieba().lcut, HMM=True), _jieba().FREQ.get)
        case "jieba-nohmm":
            return Engine(partial(_jieba().lcut, HMM=False), _jieba().FREQ.get)
        case "rjieba":
            return _rjieba()
    raise ValueError(f"engine {name!r}: use jieba, rjieba or jieba-nohmm")


@cache
def _jieba():
    """A tokenizer filled straight from the packaged dictionary: no cache file is read or written, nothing is logged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pkg_resources, and invalid escapes when first compiled
        import jieba
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for term in filter(HAN_ONLY.fullmatch, _policy_terms()):
        tokenizer.add_word(term, FREQUENCY)
    return tokenizer


@cache
def _rjieba() -> Engine:
    import rjieba

    fast = rjieba.Jieba()
    for term in filter(HAN_ONLY.fullmatch, _policy_terms()):
        fast.add_word(term, FREQUENCY, "n")
    return Engine(lambda text: _jieba().lcut(text) if RARE_HAN.search(text) else fast.cut(text), fast.has_word)
