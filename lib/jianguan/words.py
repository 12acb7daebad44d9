"""Sentences to words: jieba with a policy dictionary, wrapped once.

jieba is unmaintained and keeps a cache that anyone may plant in the shared temporary folder; here each engine owns
a private tokenizer, filled from the packaged dictionary alone, so nothing outside can change a word. Terms that jieba
would always split (双随机、一公开, 2个100%), and the persons a document names beside a post, are set apart first,
by longest match, and stay whole.
"""

import re
import warnings
from collections.abc import Callable
from functools import cache, partial
from itertools import chain

import ahocorasick_rs
import numpy as np
import pandas as pd

from jianguan.corpus import SPAN, Corpus, Passage
from jianguan.intake.places import places
from jianguan.lexicon import load_lexicon
from jianguan.names import persons
from jianguan.text import fold

Cut = Callable[[str], list[str]]

KINDS = ["content", "function", "genre", "name", "number"]
MARK, BREAK = "\ue000", "\ue001"  # characters that no document uses and every engine leaves alone
ENDLESS = re.compile("[\u4e00-\u9fd5]{1000}")  # jieba's guessing takes the square of a run's length
LONGEST = ahocorasick_rs.MatchKind.LeftmostLongest
FREQUENCY = 100_000  # far above the threshold at which jieba joins a word, so that all engines agree
ASCII_WORD = re.compile(r"([a-zA-Z0-9]{1,99}(?:\.\d{1,99})?%?)")
DIGITS = "0-9〇零一二三四五六七八九十百千万亿两几数半"
NUMBER = re.compile(rf"第?[{DIGITS}][.,{DIGITS}]{{0,99}}[余多]?[万亿]?[个家件项次批名位条种年月日号度大届%]?")
HAN_ONLY = re.compile("[\u4e00-\u9fd5]{1,99}")
RARE_HAN = re.compile("[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def find_words(corpus: Corpus, *, engine: str = "jieba") -> pd.DataFrame:
    """Cut the body of a corpus into words.

    `engine` is `jieba`, `rjieba` (the same words, much faster) or `jieba-nohmm` (without guessing words that the
    dictionary lacks: a robustness check).

    Returns a span table with `word` (in the folded spelling) and `kind`: `content`, `function` (grammar), `genre`
    (words that every text of the genre uses), `name` (of a place, an office or a person) or `number`. Punctuation is
    left out. Raises ValueError for an unknown engine.
    """
    cut = _engine(engine)
    found = [_columns(corpus, doc, passages, cut) for doc, passages in corpus.passages.items() if passages]
    names = [*SPAN, "word", "kind"]
    if not found:
        return pd.DataFrame(columns=names)
    columns = [np.concatenate(parts) for parts in zip(*found, strict=True)]
    return pd.DataFrame({name: pd.Series(c, dtype=c.dtype) for name, c in zip(names, columns, strict=True)})


def _columns(corpus: Corpus, doc: str, passages: list[Passage], cut: Cut) -> tuple[np.ndarray, ...]:
    """The columns of one document, which is cut in one go (a line end always ends a word)."""
    folded = "\n".join(passage.text for passage in passages)
    apart = _apart(folded)
    words = _cut_around(folded, apart, cut)
    ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
    starts = np.append(0, ends[:-1])
    kinds = np.fromiter(map(_kinds().__getitem__, words), np.int8, len(words))
    kinds[np.searchsorted(starts, [start for start, _, _ in apart])] = [kind for _, _, kind in apart]

    kept = np.flatnonzero(kinds >= 0)
    starts, ends, kinds = starts[kept], ends[kept], kinds[kept]
    word = np.array(words, dtype=object)[kept]
    offsets = np.fromiter(chain.from_iterable((*p.view.offsets, -1) for p in passages), np.int64)[:-1]
    sentence = np.repeat([p.sentence for p in passages], [len(p.text) + 1 for p in passages])[starts]
    doc_column, province = np.full(len(word), doc, object), np.full(len(word), passages[0].province, object)
    raw = offsets[starts], offsets[ends - 1] + 1
    text = _as_printed(word, raw, corpus.text(doc), (folded, offsets, starts, ends))
    return doc_column, province, sentence, *raw, text, word, np.array(KINDS, dtype=object)[kinds]


def _as_printed(word: np.ndarray, raw: tuple, printed: str, view: tuple) -> np.ndarray:
    """The words as the document prints them: looked up only where folding changed something."""
    folded, offsets, starts, ends = view
    changed = np.append(0, np.cumsum(_codes(folded) != _codes(printed)[offsets]))
    same = (changed[ends] == changed[starts]) & (raw[1] - raw[0] == ends - starts)
    text = word.copy()
    for i in np.flatnonzero(~same):
        text[i] = printed[raw[0][i] : raw[1][i]]
    return text


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _cut_around(text: str, apart: list[tuple[int, int, int]], cut: Cut) -> list[str]:
    """The words of a text, with what must stay whole masked as one mark each while the rest is cut."""
    borders = [0, *(border for start, end, _ in apart for border in (start, end)), len(text)]
    free = [
        text[start:end].replace(MARK, " ").replace(BREAK, " ")
        for start, end in zip(borders[::2], borders[1::2], strict=True)
    ]
    masked, breaks = ENDLESS.subn(lambda run: run[0] + BREAK, MARK.join(free))
    words = [word for word in cut(masked) if word != BREAK] if breaks else cut(masked)
    for (start, end, _), i in zip(apart, [i for i, word in enumerate(words) if word == MARK], strict=True):
        words[i] = text[start:end]
    return words


def _apart(text: str) -> list[tuple[int, int, int]]:
    """What must stay whole, in order and without overlap: (start, end, kind)."""
    found = [(start, end, KINDS.index("content")) for _, start, end in _unsplit().find_matches_as_indexes(text)]
    named = persons(text)
    if named:
        finder = ahocorasick_rs.AhoCorasick(named, matchkind=LONGEST)
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


class _Kinds(dict):
    """The kind of each word met so far, as its place in KINDS (-1: punctuation)."""

    def __missing__(self, word: str) -> int:
        self[word] = kind = _kind(word)
        return kind


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


_kinds = cache(_Kinds)


def _engine(name: str) -> Cut:
    match name:
        case "jieba":
            return partial(_jieba().lcut, HMM=True)
        case "jieba-nohmm":
            return partial(_jieba().lcut, HMM=False)
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
def _rjieba() -> Cut:
    import rjieba

    fast = rjieba.Jieba()
    for term in filter(HAN_ONLY.fullmatch, _policy_terms()):
        fast.add_word(term, FREQUENCY, "n")

    def cut(text: str) -> list[str]:
        if RARE_HAN.search(text):
            return _jieba().lcut(text, HMM=True)
        words = fast.cut(text)
        latin = [word for word in set(words) if word.isascii() and not ASCII_WORD.fullmatch(word)]
        parts = {word: list(filter(None, ASCII_WORD.split(word))) for word in latin if not fast.has_word(word)}
        if all(len(split) == 1 for split in parts.values()):
            return words
        return [part for word in words for part in parts.get(word, (word,))]

    return cut
