"""How a text speaks: the length of its sentences and clauses, and in whose voice it says them."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from jianguan.compare import characters
from jianguan.corpus import Corpus, Passage, span_table

CLAUSE = re.compile(r"(?:[^,。;:!?]|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))){1,9999}")
TURN = re.compile(r"[^,。;:“”]{1,30}:(?!$)")
QUOTED = re.compile(r"(?:^|:)“[^“”]{4,9999}(?:[。!?;,]”|$)")
SILENT = ("", "author")  # who speaks where nobody is named


def find_clauses(corpus: Corpus) -> pd.DataFrame:
    """Cut body sentences into clauses: at commas, semicolons, colons and sentence ends (not at 、).

    Returns a span table with `characters`: letters, digits and Chinese characters, without punctuation.
    """
    rows = []
    for passages in corpus.passages.values():
        for passage in passages:
            for start, end in clauses(passage.text):
                rows.append((*corpus.span(passage, start, end), _size(passage.text[start:end])))
    return span_table(rows, ["characters"])


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a folded sentence stand; bare punctuation is none, and 1,600 is whole.

    >>> clauses("一是激发活力,取得“新突破”。")
    [(0, 6), (7, 14)]
    """
    return [match.span() for match in CLAUSE.finditer(text) if any(map(str.isalnum, match[0]))]


def sentence_lengths(corpus: Corpus) -> pd.DataFrame:
    """Measure how long the sentences and clauses of each document are.

    Returns one row per document: `doc, province, sentences, clauses, characters` (counts), `sentence` and `clause`
    (the median number of characters), `longest` (characters of the longest sentence) and `clauses_per_sentence`.
    A sentence is counted with its punctuation, as everywhere; a clause without. Sentences also end at semicolons and
    line ends. No readability is claimed.
    """
    sentences = characters(corpus).groupby("doc", sort=False)
    pieces = find_clauses(corpus).groupby("doc", sort=False)["characters"]
    table = pd.DataFrame({"sentences": sentences.size(), "clauses": pieces.size(), "characters": sentences.sum()})
    table["clauses"] = table["clauses"].fillna(0).astype(int)
    table = table.assign(sentence=sentences.median(), clause=pieces.median(), longest=sentences.max())
    table["clauses_per_sentence"] = (table["clauses"] / table["sentences"]).round(2)
    table.insert(0, "province", corpus.documents["province"].reindex(table.index))
    return table.rename_axis("doc").reset_index()


def find_voices(corpus: Corpus) -> pd.DataFrame:
    """Say for each body sentence who speaks, and how.

    Returns a span table with `speaker` (a person, a meeting, `author`, or `unnamed`), `voice` and `characters`
    (visible ones, punctuation included).
    `voice` is `direct` where the words stand after the speaker's name and a colon, or open in quotation marks;
    `author` where the text speaks for itself; else `reported`: most of the genre's speech has no quotation marks.
    """
    rows, sizes = [], characters(corpus).to_dict()
    for passages in corpus.passages.values():
        turn = None
        for passage, quoted in _quotations(filter(_said, passages)):
            turn = _turn(passage, turn)
            silent = passage.speaker in SILENT
            voice = "direct" if turn or quoted else "author" if silent else "reported"
            speaker = passage.speaker if not silent else "unnamed" if quoted else "author"
            place = corpus.span(passage, 0, len(passage.text))
            rows.append((*place, speaker, voice, sizes[passage.doc, passage.sentence]))
    return span_table(rows, ["speaker", "voice", "characters"])


def speaker_shares(voices: pd.DataFrame) -> pd.DataFrame:
    """Add up `find_voices` by document and speaker.

    Returns `doc, province, speaker, voice, sentences, characters, share` (of the document's body characters), the
    largest share first within each document.
    """
    groups = voices.groupby(["doc", "province", "speaker", "voice"], sort=False)["characters"]
    table = groups.agg(sentences="size", characters="sum").reset_index()
    table["share"] = table["characters"] / table.groupby("doc")["characters"].transform("sum")
    place = {doc: number for number, doc in enumerate(voices["doc"].unique())}
    table = table.sort_values("share", ascending=False, kind="stable")
    return table.sort_values("doc", key=lambda docs: docs.map(place), kind="stable", ignore_index=True)


def _said(passage: Passage) -> bool:
    """Is there anything to read in this sentence (not invisible characters alone)?"""
    return bool(passage.text)


def _turn(passage: Passage, before: tuple | None) -> tuple | None:
    """The (speaker, paragraph) whose turn, opened by a name and a colon, this sentence belongs to."""
    opening = TURN.match(passage.text)
    if opening and passage.speaker not in SILENT and opening[0].rstrip(":").endswith(passage.speaker):
        return passage.speaker, passage.paragraph
    return before if before == (passage.speaker, passage.paragraph) else None


def _quotations(passages: Iterable[Passage]) -> Iterator[tuple[Passage, bool]]:
    """Each sentence, and whether it begins as quoted speech or goes on with it; formulas in quotes are none."""
    paragraph, inside = None, False
    for passage in passages:
        if passage.paragraph != paragraph:
            paragraph, inside = passage.paragraph, False
        yield passage, inside or bool(QUOTED.search(passage.text))
        inside = passage.text.count("“") + inside > passage.text.count("”")


def _size(text: str) -> int:
    return sum(map(str.isalnum, text))
