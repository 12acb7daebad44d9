"""Who says a sentence: the person or meeting its paragraph quotes, a speaker before a colon, else the author.

A speaker holds the floor until the next verb of speech, the next turn, or a sentence in which the text itself tells
what happened (会上..., who attended, a heading). The words are in `lexicons/speech.csv` and `surnames.txt`.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from jianguan.intake.people import office_and_name, speech_terms

AUTHOR = "author"
CLAUSE_END = re.compile("[,。:;“”!?]")
QUOTED = re.compile("[。!?]”$|[,。!?]”[^。“]{2,40}。$")
DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}")
NOT_IN_OFFICE = re.compile(r"[^\u4e00-\u9fff、]")
REACH = 120
MOST_VERBS = 8
TURN = re.compile(r"([^\s,。:;“”()]{0,20}?\s?[^\s,。:;“”()]{1,12}):(?=.)")


@dataclass(slots=True)
class Floor:
    """Who has the floor while a document is read in order; `offices` remembers each person's office."""

    text: str
    speaker: str = AUTHOR
    person: str = ""
    offices: dict[str, str] = field(default_factory=dict)
    printed: dict[str, re.Match] | None = None
    is_dialogue: bool = False
    depth: int = 0
    has_quoted: bool = False

    def hear_paragraph(self, sentences: list[str]) -> list[tuple[str, str]]:
        """The speaker and the office for each sentence; a quotation may say only behind it who speaks.

        >>> Floor("").hear_paragraph(["“生意好了。", "钱也好赚了。”", "店主王敏说。", "去年全市新开店铺300家。"])
        [('王敏', '店主'), ('王敏', '店主'), ('王敏', '店主'), ('王敏', '店主')]
        """
        heard = [self.hear(sentence, k == 0) for k, sentence in enumerate(sentences)]
        for k, sentence in enumerate(sentences):
            if not self.is_dialogue and sentence.startswith("“"):
                end = _closing(sentences, k)
                is_whole = end + 1 < len(sentences) and sentences[end].endswith("”")
                if is_whole and (named := self._speaks_first(sentences[end + 1])):
                    heard[k : end + 1] = [(named, self.offices.get(named, ""))] * (end + 1 - k)
        return heard

    def hear(self, sentence: str, opens_paragraph: bool) -> tuple[str, str]:
        """The speaker of the next sentence and that speaker's office ("" where none is known)."""
        is_inside = self.depth > 0 and not opens_paragraph
        self.depth = max(0, (self.depth if is_inside else 0) + sentence.count("“") - sentence.count("”"))
        if is_inside and not self.is_dialogue:
            return self.speaker, self.offices.get(self.speaker, "")
        if opens_paragraph and self.has_quoted and sentence[:1] != "“":
            self.speaker = AUTHOR
        goes_on = self.has_quoted and not opens_paragraph and len(sentence) < 40
        self.has_quoted = goes_on or ("”" in sentence and bool(QUOTED.search(sentence)))
        turn = self._turn(sentence) if opens_paragraph else ""
        self.is_dialogue = self.is_dialogue or bool(turn)
        if named := turn if self.is_dialogue else self._quoted(sentence):
            self.speaker = named
        elif self._narrates(sentence, opens_paragraph):
            self.speaker = AUTHOR
        return self.speaker, self.offices.get(self.speaker, "")

    def rest(self) -> None:
        """A heading: the text speaks in its own voice again."""
        self.speaker = AUTHOR

    def _turn(self, sentence: str) -> str:
        """The name before a colon, in a talk or in questions and answers."""
        turn = TURN.match(sentence) if ":" in sentence[:40] else None
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
        for verb in islice(_pattern("verb").finditer(sentence), MOST_VERBS):
            clauses = CLAUSE_END.split(sentence[max(0, verb.start() - REACH) : verb.start()])
            subjects = [_pattern("after_subject").split(clause, maxsplit=1)[0].strip() for clause in clauses]
            if subjects[-1] in ("", *speech_terms("pronoun")):
                subjects[-1] = next(
                    (subject for subject in reversed(subjects[:-1]) if self._person(subject)), subjects[-1]
                )
            if named := self._subject(subjects[-1]):
                return named
        return ""

    def _speaks_first(self, sentence: str) -> str:
        """The speaker whom a sentence names in its first clause, as behind a quotation (王明说,...)."""
        clause = CLAUSE_END.split(sentence, maxsplit=1)[0]
        return self._quoted(clause + ",") if sentence[:1] != "“" else ""

    def _subject(self, subject: str) -> str:
        if subject in speech_terms("collective"):
            return subject
        if subject in speech_terms("pronoun"):
            return self.person
        return self._person(subject)

    def _person(self, subject: str) -> str:
        """The person a subject names, who holds an office here or elsewhere in the text."""
        office, name = office_and_name(subject)
        if not name or not (office or self._office(name) or name.endswith(speech_terms("office"))):
            return ""
        self.person = name
        if office:
            self.offices[name] = office
        return name

    def _narrates(self, sentence: str, opens_paragraph: bool) -> bool:
        """Does the text itself tell what happened, who attended, or what the meeting did?"""
        told = _pattern("narration").match(sentence[:12])
        if self.is_dialogue:
            return bool(told) and opens_paragraph
        attended = _pattern("attendance").search(sentence[-20:])
        return bool(told or attended) or sentence.startswith(speech_terms("collective"))

    def _office(self, name: str) -> str:
        """The office printed before the name at its first mention."""
        if self.printed is None:
            self.printed = _offices(self.text)
        office = self.printed.get(name)
        return self.offices.setdefault(name, _with_body(office) if office else "")


def _closing(sentences: list[str], start: int) -> int:
    """The sentence in which the quotation closes that opens in this one."""
    depth = 0
    for k in range(start, len(sentences)):
        depth += sentences[k].count("“") - sentences[k].count("”")
        if depth <= 0:
            return k
    return len(sentences)


def _offices(text: str) -> dict[str, re.Match]:
    """What might be a name, directly behind an office -> that office."""
    found: dict[str, re.Match] = {}
    for office in _pattern("office").finditer(text):
        end = office.end()
        dotted = DOTTED_NAME.match(text, end)
        for length in range(2, 5 if not dotted else len(dotted[0]) + 1):
            found.setdefault(text[end : end + length], office)
    return found


def _with_body(office: re.Match) -> str:
    """An office with the body it is held in, as printed."""
    before = office.string[max(0, office.start() - 40) : office.start()]
    return NOT_IN_OFFICE.split(before)[-1] + office[0]


@cache
def _pattern(form: str) -> re.Pattern:
    terms = "|".join(map(re.escape, speech_terms(form)))
    place = {"narration": rf"[^,。]{{0,9}}?(?:{terms})", "attendance": rf"(?:{terms})[^,。;]{{0,8}}[。;]?$"}
    return re.compile(place.get(form, terms))
