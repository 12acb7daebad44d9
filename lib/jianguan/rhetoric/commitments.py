"""What is promised: who does what, for whom, with what number and by when.

A commitment is a clause of a forward-looking sentence that begins, after its subject and adverbs, with a verb of
action (`lexicons/measures.csv`), or that states a target. Whether a sentence looks forward is decided in reading
order: a modal or a cue such as 下一步 turns the text to plans, a cue such as 过去的一年 or a praised result turns it
back (`lexicons/outlook.csv`), and a sentence without a cue goes on as the one before.
"""

import re
from collections.abc import Iterator
from functools import cache

import ahocorasick_rs
import pandas as pd

from jianguan.corpus import Corpus, Passage, span_table
from jianguan.intake.places import places
from jianguan.lexicon import find_terms, load_lexicon
from jianguan.rhetoric.voice import clauses

COLUMNS = ["actor", "action", "beneficiary", "number", "deadline", "exactness"]
LONGEST = ahocorasick_rs.MatchKind.LeftmostLongest
SERVED = re.compile(r"(?:(?<![有作成行认以视定])为|给|让|向|惠及|面向)(?:广大|各类|全体)?$")
MARKET = ("市场", "\ue000场")  # keeps 无锡市场 from being read as 无锡市
CUES = {
    "outlook": {"plan": "plan", "result": "result"},
    "modality": dict.fromkeys(("obligation", "intention", "request"), "plan"),
    "stance": dict.fromkeys(("award", "approval", "praise"), "result"),
}
DIGITS = "0-9一二三四五六七八九十"
DEADLINE = re.compile(
    rf"(?:到|至|于|在)?(?:20\d\d年|今年|明年|本年|(?<![{DIGITS}两几])年|[{DIGITS}]{{1,3}}月|[一二三四]季度|十[三四五六]五)"
    rf"(?:[{DIGITS}]{{1,3}}月)?(?:底前?|末前?|之前|前(?![{DIGITS}个月季])|期末|内)|到20\d\d年"
)


def find_commitments(corpus: Corpus, quantities: pd.DataFrame) -> pd.DataFrame:
    """Find the commitments of a corpus; `quantities` is its table of `find_quantities`.

    Returns a span table (one clause a row) with `actor` (named in the clause or before it in its paragraph),
    `action` (the verb and what follows), `beneficiary`, `number` (the targets in the clause, as written), `deadline`
    (an end date in the clause or before it in its sentence) and `exactness`: how many of these five the text gives.
    An empty cell means that it is not said here.
    """
    planned = _planned(corpus)
    targets = quantities[quantities["status"] == "target"]
    numbers = {doc: list(zip(t["start"], t["end"], t["text"], strict=True)) for doc, t in targets.groupby("doc")}
    rows = []
    for doc, passages in corpus.passages.items():
        for passage, start, end, actor, deadline in _clauses(passages):
            span = corpus.span(passage, start, end)
            stated = (text for a, b, text in numbers.get(doc, ()) if a < span[4] and b > span[3])
            number = "; ".join("".join(text.split()) for text in stated)
            clause = passage.text[start:end]
            action = _action(clause) if (doc, passage.sentence) in planned else ""
            if action or number:
                cells = actor, action or clause, _beneficiary(clause, action), number, deadline
                rows.append((*span, *cells, sum(map(bool, cells))))
    return span_table(rows, COLUMNS)


def _clauses(passages: list[Passage]) -> Iterator[tuple]:
    """Each clause with the actor last named in its paragraph and the date last set in its sentence."""
    paragraph, actor = None, ""
    for passage in passages:
        if passage.paragraph != paragraph:
            paragraph, actor = passage.paragraph, ""
        deadline = ""
        for start, end in clauses(passage.text):
            clause = passage.text[start:end]
            actor = "".join(word for kind, word, _ in _opening(clause) if kind == "actor") or actor
            dates = DEADLINE.search(clause)
            deadline = dates[0] if dates else deadline
            yield passage, start, end, actor, deadline


def _opening(clause: str) -> list[tuple[str, str, int]]:
    """The words that may stand before a verb, from the start of a clause up to its first verb: (kind, word, at).

    >>> [word for _, word, _ in _opening("二是全省系统要坚决守住安全底线")]
    ['二是', '全省系统', '要', '坚决', '守住']
    """
    finder, kinds = _openers()
    undated = DEADLINE.sub(lambda date: "、" * len(date[0]), clause).replace(*MARKET)
    words, reached = [], 0
    for which, start, end in finder.find_matches_as_indexes(undated):
        if undated[reached:start].strip("“”、的") or (words and words[-1][0] == "verb"):
            break
        words.append((kinds[which], clause[start:end], start))
        reached = end
    return words


def _action(clause: str) -> str:
    """The clause from its verb on; nothing where it does not open with one, or says what something is."""
    action = next((clause[at:] for kind, _, at in _opening(clause) if kind == "verb"), "")
    return "" if "是" in action else action


def _beneficiary(clause: str, action: str) -> str:
    """The first person or body that a clause names as served: after 为, 向 … or right after a verb such as 支持."""
    served = next((verb for verb in _terms("measures", "serve") if action.startswith(verb)), "")
    helped = len(clause) - len(action) + len(served) if served else -1
    for _, start, end in _recipients().find_matches_as_indexes(clause):
        if start == helped or SERVED.search(clause[:start]):
            return clause[start:end]
    return ""


def _planned(corpus: Corpus) -> set[tuple[str, int]]:
    """The sentences that look forward, as (doc, sentence)."""
    cues = _cues(corpus)
    planned = set()
    for doc, passages in corpus.passages.items():
        forward = False
        for passage in passages:
            forward = cues.get((doc, passage.sentence), "plan" if forward else "result") == "plan"
            if forward:
                planned.add((doc, passage.sentence))
    return planned


def _cues(corpus: Corpus) -> dict[tuple[str, int], str]:
    """Where each sentence that holds cues leaves the outlook: at its last one."""
    found = pd.concat(
        find_terms(corpus, lexicon).assign(cue=lambda terms, lexicon=lexicon: terms["category"].map(CUES[lexicon]))
        for lexicon in CUES
    )
    found = found.dropna(subset="cue").sort_values(["doc", "start"], kind="stable")
    return found.groupby(["doc", "sentence"])["cue"].last().to_dict()


@cache
def _terms(lexicon: str, category: str) -> tuple[str, ...]:
    entries = load_lexicon(lexicon)
    return tuple(sorted(entries.loc[entries["category"] == category, "term"], key=lambda term: (-len(term), term)))


@cache
def _openers() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """Finds the words of an opening; where two lists hold a word, the later kind here counts."""
    served = [cue + term for cue in "为给让向" for term in load_lexicon("recipients")["term"]]
    kinds = dict.fromkeys([*load_lexicon("modality")["term"], *_terms("actors", "lead"), *served], "lead")
    names = [*load_lexicon("names")["term"], *places(), *_terms("actors", "actor")]
    kinds |= dict.fromkeys(names, "actor") | dict.fromkeys(load_lexicon("measures")["term"], "verb")
    terms = [term.replace(*MARKET) for term in kinds]
    return ahocorasick_rs.AhoCorasick(terms, matchkind=LONGEST), list(kinds.values())


@cache
def _recipients() -> ahocorasick_rs.AhoCorasick:
    terms = [*load_lexicon("recipients")["term"], *load_lexicon("names")["term"], *places()]
    return ahocorasick_rs.AhoCorasick(list(dict.fromkeys(terms)), matchkind=LONGEST)
