"""The findings: every claim of the report tested on a corpus, worded from `lexicons/findings.toml`, graded.

A claim that these texts do not carry leaves its neutral question standing. Neither this nor `claims` writes a sentence.
"""

import tomllib
from dataclasses import replace
from importlib.resources import files
from string import Formatter

import pandas as pd

from jianguan.anchors import href
from jianguan.claims import CLAIMS, Support, Trial
from jianguan.corpus import Corpus
from jianguan.layers import Layers, layers
from jianguan.said import Said

STOPS = {"en": (".", " "), "zh": ("。", "")}  # what ends a sentence, and what parts it from the next
OWN_READING = "05"  # the chapter on how well the library reads: its claim is not about the texts
WORDED = ["claim", "question", "measure", "caveat", "alt"]
COLUMNS = [
    *["finding", "chapter", "figure", "summary", "holds", "texts", "docs", "grade", "spans"],
    *[f"{part}_{lang}" for part in [*WORDED, "pieces"] for lang in ("en", "zh")],
]


def templates() -> dict[str, dict]:
    """The wording of every finding, in the order of the report."""
    return tomllib.loads(files("jianguan").joinpath("lexicons/findings.toml").read_text(encoding="utf-8"))


def find_claims(corpus: Corpus) -> pd.DataFrame:
    """Test every claim of the report on a corpus.

    Returns one row a finding, indexed by its name, with the columns `finding, chapter, figure, summary, holds,
    claim_en, claim_zh, question_en, question_zh, measure_en, measure_zh, caveat_en, caveat_zh, texts` (how many carry
    it), `docs` (which), `grade` (one text | several texts | stable: holds whichever single text is left out), `alt_en,
    alt_zh, spans` (doc, start, end of its evidence), `pieces_en, pieces_zh` (the claim cut at its values: text and the
    link that opens the value's sentences, or ""). Claims that do not hold have empty wording, no texts and no grade.
    """
    if "claims" in corpus.found:
        return corpus.found["claims"]
    found = layers(corpus)
    rows = [_state(finding, wording, found) for finding, wording in templates().items()]
    return pd.DataFrame(rows, columns=COLUMNS).set_index("finding", drop=False)


def what_changes(claims: pd.DataFrame, found: Layers) -> pd.DataFrame:
    """Which claims still stand on other tables: a part of the corpus (`layers(corpus.within(...))`), other labels.

    Takes the table of `find_claims`. Returns `finding, before, after` (the claim, empty where it does not hold) and
    `change`: `same words`, `holds, in other words` (other numbers, other texts), `falls` or `only here`. Claims about
    the library's own reading (chapter 05) are left out: a changed corpus has no coding.
    """
    rows = []
    for finding, wording in ((f, w) for f, w in templates().items() if w["chapter"] != "05"):
        before, support = claims.loc[finding, "claim_en"], Trial(CLAIMS[finding], found).support()
        after = _fill(wording["claim_en"], support.said) if support else ""
        if before or after:
            rows.append((finding, before, after, _change(before, after)))
    return pd.DataFrame(rows, columns=["finding", "before", "after", "change"])


def conditions(found: Layers) -> pd.DataFrame:
    """What each claim needs, and which single text it rests on: it is wrong where the test fails.

    Returns, for the claims that hold, `finding, stands_while` (what its test asks) and `falls_without` (the documents
    without which it falls or says another thing, separated by a comma).
    """
    rows = []
    for finding in templates():
        trial = Trial(CLAIMS[finding], found)
        if trial.core is not None:
            docs = trial.falls_without(found.corpus.documents.index)
            rows.append((finding, trial.claim.test.__doc__.splitlines()[0], ", ".join(docs)))
    return pd.DataFrame(rows, columns=["finding", "stands_while", "falls_without"])


def _change(before: str, after: str) -> str:
    if before and after:
        return "same words" if before == after else "holds, in other words"
    return "falls" if before else "only here"


def _state(finding: str, wording: dict, found: Layers) -> dict:
    trial = Trial(CLAIMS[finding], found)
    support = trial.support()
    row = {"finding": finding, "summary": False, **wording, "holds": support is not None}
    said = support.said if support else {}
    for lang in ("en", "zh"):
        words = {k: v if lang == "en" else replace(v, en=v.zh) for k, v in said.items()}
        row[f"pieces_{lang}"] = _pieces(wording[f"claim_{lang}"], words) if support else []
        for part in ("claim", "caveat"):
            row[f"{part}_{lang}"] = _fill(wording[f"{part}_{lang}"], words) if support else ""
        head, (stop, gap) = row[f"claim_{lang}"] or row[f"question_{lang}"], STOPS[lang]
        row[f"alt_{lang}"] = f"{head}{'' if head[-1:] in '?？' else stop}{gap}{row[f'measure_{lang}']}"
    docs, spans = (support.docs, support.spans) if support else ([], Support([], {}).spans)
    grade = _grade(trial, docs, wording["chapter"])
    return row | {"texts": len(docs), "docs": docs, "grade": grade, "spans": spans}


def _fill(template: str, said: dict[str, Said]) -> str:
    """A template with its values; a Chinese template names values without a noun."""
    return "".join(text for text, _ in _pieces(template, said))


def _pieces(template: str, said: dict[str, Said]) -> list[tuple[str, str]]:
    """A template with its values, cut into pieces of text, each with the link to its evidence or ""."""
    pieces = []
    for text, key, noun, _ in Formatter().parse(template):
        pieces += [(text, "")] if text else []
        if key:
            pieces.append((format(said[key], noun), href(said[key].anchor) if said[key].anchor else ""))
    (first, link), *rest = [piece for piece in pieces if piece[0]]
    return [(first[:1].upper() + first[1:], link), *rest]


def _grade(trial: Trial, carriers: list[str], chapter: str) -> str:
    """How far the claim reaches: one text, several, or stable whichever single text is left out.

    The texts that carry it are left out first: where it falls, it mostly falls with one of them.
    """
    if len(carriers) < 2:
        return "one text" if carriers else ""
    docs = dict.fromkeys([*carriers, *trial.found.corpus.documents.index])
    if len(docs) < 3 or chapter == OWN_READING or any(trial.falls_without(docs)):
        return "several texts"
    return "stable"
