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
REMEMBERED = 500_000  # words whose kind is kept; some 60 MB
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
    docs = [passages for passages in corpus.passages.values() if passages]
    names = [*SPAN, "word", "kind"]
    if not docs:
        return pd.DataFrame(columns=names)
    columns = _columns(docs, [corpus.text(passages[0].doc) for passages in docs], cut)
    return pd.DataFrame({name: pd.Series(c, dtype=c.dtype) for name, c in zip(names, columns, strict=True)}, copy=False)


def _columns(docs: list[list[Passage]], printed: list[str], cut: Cut) -> tuple[np.ndarray, ...]:
    """The columns of all documents in one; each is cut in one go (a line end always ends a word)."""
    folded = ["\n".join([*(passage.text for passage in passages), ""]) for passages in docs]
    found = [_cut_around(text, _apart(text), cut) for text in folded]
    words = np.fromiter(chain.from_iterable(words for words, _ in found), object)
    kinds = np.concatenate([kinds for _, kinds in found])
    owner = np.repeat(np.arange(len(docs)), [len(words) for words, _ in found])
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    ends = np.cumsum(lengths)
    kept = np.flatnonzero(kinds >= 0)
    word, kind, owner, starts, ends = (c[kept] for c in (words, kinds, owner, ends - lengths, ends))

    views = [_view(*each) for each in zip(docs, folded, printed, strict=True)]
    offsets, sentences, changed = (np.concatenate(parts) for parts in zip(*views, strict=True))
    start, end, edits = offsets[starts], offsets[ends - 1] + 1, np.append(0, np.cumsum(changed))
    text = word.copy()
    for i in np.flatnonzero((edits[ends] != edits[starts]) | (end - start != ends - starts)):
        text[i] = printed[owner[i]][start[i] : end[i]]
    doc, province = (np.array([getattr(p[0], name) for p in docs], object)[owner] for name in ("doc", "province"))
    return doc, province, sentences[starts], start, end, text, word, np.array(KINDS, object)[kind]


def _view(passages: list[Passage], folded: str, printed: str) -> tuple[np.ndarray, ...]:
    """For each folded character: its raw offset, its sentence, and whether it is printed otherwise."""
    sizes = [len(passage.text) + 1 for passage in passages]
    begins = np.cumsum([0, *sizes[:-1]])
    offsets = np.arange(len(folded)) + np.repeat([next(iter(p.view.offsets), 0) for p in passages] - begins, sizes)
    for begin, passage in zip(begins, passages, strict=True):
        if not isinstance(passage.view.offsets, range):
            offsets[begin : begin + len(passage.text)] = passage.view.offsets
    offsets[np.cumsum(sizes) - 1] = 0  # the line end after each sentence, which no word holds
    sentences = np.repeat([passage.sentence for passage in passages], sizes)
    return offsets, sentences, _codes(folded) != _codes(printed or "\n")[offsets]


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _cut_around(text: str, apart: list[tuple[int, int, int]], cut: Cut) -> tuple[list[str], np.ndarray]:
    """The words of a text and their kinds, with what must stay whole masked as one mark each while the rest is cut."""
    borders = [0, *(border for start, end, _ in apart for border in (start, end)), len(text)]
    free = [text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True)]
    masked, breaks = ENDLESS.subn(lambda run: run[0] + BREAK, MARK.join(_unmarked(free)))
    words = [word for word in cut(masked) if word != BREAK] if breaks else cut(masked)
    kinds, at = np.fromiter(map(_kinds().__getitem__, words), np.int8, len(words)), -1
    for start, end, kind in apart:
        at = words.index(MARK, at + 1)
        words[at], kinds[at] = text[start:end], kind
    return words, kinds


def _unmarked(texts: list[str]) -> list[str]:
    return [text.replace(MARK, " ").replace(BREAK, " ") for text in texts]


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
        if len(self) > REMEMBERED:
            self.clear()
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
