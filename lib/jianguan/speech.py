"""Who says a sentence: the person or meeting its paragraph quotes, a speaker before a colon, else the author.

A speaker holds the floor until the next verb of speech, the next turn, or a sentence in which the text itself tells
what happened (会上..., who attended, a heading). The words are in `lexicons/speech.csv` and `surnames.txt`.
"""

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LEXICONS = Path(__file__).parent / "lexicons"
AUTHOR = "author"
TURN = re.compile(r"([^\s,。:;“”()]{0,20}?\s?[^\s,。:;“”()]{1,12}):(?=.)")


@dataclass(slots=True)
class Floor:
    """Who has the floor while a document is read in order; `offices` remembers each person's office."""

    text: str
    speaker: str = AUTHOR
    person: str = ""
    offices: dict[str, str] = field(default_factory=dict)

    def hear(self, sentence: str, opens_paragraph: bool) -> tuple[str, str]:
        """The speaker of the next sentence and that speaker's office ("" where none is known)."""
        named = (opens_paragraph and self._turn(sentence)) or self._quoted(sentence)
        if named:
            self.speaker = named
        elif _pattern("narration").match(sentence[:12], 0) or self._narrates(sentence):
            self.speaker = AUTHOR
        return self.speaker, self.offices.get(self.speaker, "")

    def rest(self) -> None:
        """A heading: the text speaks in its own voice again."""
        self.speaker = AUTHOR

    def _turn(self, sentence: str) -> str:
        """The name before a colon, in a talk or in questions and answers."""
        turn = TURN.match(sentence)
        if not turn:
            return ""
        label = turn[1]
        if label in ("问", "记者") or label.endswith("记者"):
            return "记者"
        if label == "答":
            return self.person or "答"
        return self._person(label.replace(" ", ""))

    def _quoted(self, sentence: str) -> str:
        """The subject of the sentence's first verb of speech that has one."""
        for verb in _pattern("verb").finditer(sentence):
            clauses = re.split(r"[,。:;“”!?]", sentence[: verb.start()])
            subjects = [_pattern("after_subject").split(clause, maxsplit=1)[0].strip() for clause in clauses]
            if subjects[-1] in ("", *_terms("pronoun")):
                subjects[-1] = next(
                    (subject for subject in reversed(subjects[:-1]) if self._person(subject)), subjects[-1]
                )
            if named := self._subject(subjects[-1]):
                return named
        return ""

    def _subject(self, subject: str) -> str:
        if subject in _terms("collective"):
            return subject
        if subject in _terms("pronoun"):
            return self.person
        return self._person(subject)

    def _person(self, subject: str) -> str:
        """The person a subject names, who holds an office here or elsewhere in the text."""
        office, name = _parted(subject)
        if not name or not (office or self._office(name) or name.endswith(_terms("office"))):
            return ""
        self.person = name
        if office:
            self.offices[name] = office
        return name

    def _narrates(self, sentence: str) -> bool:
        """Does the text itself tell who attended, or what the meeting did?"""
        return any(word in sentence for word in _terms("attendance")) or sentence.startswith(
            tuple(_terms("collective"))
        )

    def _office(self, name: str) -> str:
        """The office printed before the name at its first mention."""
        if name not in self.offices:
            before = (self.text[max(0, met.start() - 40) : met.start()] for met in re.finditer(re.escape(name), self.text))
            runs = (re.split(r"[^\u4e00-\u9fff、]", text)[-1] for text in before)
            self.offices[name] = next((run for run in runs if run.endswith(_terms("office"))), "")
        return self.offices[name]


@cache
def _terms(form: str) -> tuple[str, ...]:
    with (LEXICONS / "speech.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(row["term"] for row in csv.DictReader(rows) if row["form"] == form)


@cache
def _pattern(form: str) -> re.Pattern:
    terms = "|".join(sorted(_terms(form), key=lambda term: (-len(term), term)))
    return re.compile(rf"[^,。]{{0,9}}?(?:{terms})" if form == "narration" else terms)


@cache
def _surnames() -> tuple[str, ...]:
    return tuple((LEXICONS / "surnames.txt").read_text("utf-8").split())


def _parted(subject: str) -> tuple[str, str]:
    """The office and the name in a subject; two empty strings where it is neither.

    >>> _parted("省局局长王越"), _parted("该局相关负责人"), _parted("全省各地")
    (('省局局长', '王越'), ('', '该局相关负责人'), ('', ''))
    """
    for office in sorted(_terms("office"), key=len, reverse=True):
        at = subject.rfind(office)
        if at >= 0:
            office, name = subject[: at + len(office)], subject[at + len(office) :]
            if not name:
                return "", office
            return (office, name) if _is_name(name) else ("", "")
    return ("", subject) if _is_name(subject) else ("", "")


def _is_name(text: str) -> bool:
    longest = 4 if text[:2] in _surnames() else 3
    return 2 <= len(text) <= longest and text.startswith(_surnames()) and bool(re.fullmatch("[\u4e00-\u9fff]+", text))
