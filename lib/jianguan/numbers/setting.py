"""What stands around a number: its sentence and clause, the paragraph before it, the headings above, the genre.

`tense` and `status` read nothing else. A heading opens a mood (奋进 looks forward, 回眸 back) that holds until a
heading of its own level; a question (有什么打算?) opens one for the answer of the next speaker.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from jianguan.corpus import Passage
from jianguan.numbers.clues import clues, cue
from jianguan.numbers.number_grammar import YEAR
from jianguan.text import fold

REACH = 400


class Figure(NamedTuple):
    """What the reading of a status needs to know of a number: its sentence and place, clause, unit and bound.

    `before` is the sentence up to the number, or as much of it as can matter.
    """

    sentence: str
    start: int
    before: str
    clause: str
    after: str
    rest: str
    category: str
    qualifier: str
    ranged: bool
    closed: bool
    rounded: bool
    previous: str

    @property
    def bound(self) -> bool:
        """Is it a floor or a ceiling?"""
        return self.qualifier in ("at_least", "at_most")


class Setting(NamedTuple):
    """What stands around a sentence: the paragraph so far, mood and year of headings, year and genre of the text.

    `genre` is plan, directive (a notice, an opinion, measures), regulation or empty.
    """

    lead: str
    section: str
    heading: str
    year: int | None
    genre: str


class Sections:
    """The headings of one document and the years and genre that colour its sentences."""

    def __init__(self, fields: dict, headings: list[tuple[int, str]]):
        """Read the headings (sentence number, text) of a document once; `at` then answers for each of its sentences."""
        year = fields.get("year")
        self.year = int(year) if str(year).replace(".0", "").isdigit() else None
        self.genre, self.spoken, self.turns = _genre(fields), fields.get("genre") == "speech", None
        self.places, self.moods, self.years = [], [], []
        open_moods: list[tuple[int, str]] = []
        for place, text in headings:
            open_moods = self._opened(open_moods, fold(text).text)
            self.places.append(place)
            self.years.append((re.findall(YEAR, text) or self.years[-1:] or [""])[-1])
            self.moods.append(open_moods[-1][1] if open_moods else "")

    def at(self, passages: list[Passage], index: int) -> Setting:
        """The setting of `passages[index]`."""
        lead, mood, heading = _lead(passages, index), "", ""
        above = bisect_right(self.places, passages[index].sentence) - 1
        if above >= 0:
            mood, heading = self.moods[above], self.years[above] and f"{self.years[above]}年"
        mood = self._turned(passages, index, above) or mood
        asked = _question(passages, index)
        if asked and self._mood(asked) == "target":
            mood = "target"
        return Setting(lead, mood, heading, self.year, self.genre)

    def _turned(self, passages: list[Passage], index: int, above: int) -> str:
        """The mood of the last turn of a speech (今年怎么干? 回顾过去一年) after the heading above."""
        if not self.spoken:
            return ""
        if self.turns is None:
            found = ((p.sentence, clues("tenses", "turn_ahead|turn_back").search(p.text)) for p in passages)
            self.turns = [(place, turn.lastgroup) for place, turn in found if turn]
        last = bisect_right(self.turns, (passages[index].sentence, "~")) - 1
        opened = self.places[above] if above >= 0 else -1
        if last < 0 or self.turns[last][0] < opened:
            return ""
        return "target" if self.turns[last][1] == "turn_ahead" else "achieved"

    def _opened(self, open_moods: list[tuple[int, str]], heading: str) -> list[tuple[int, str]]:
        """The moods in force under a heading: it closes those of its own level and below, and may open its own."""
        level = next((n for n, marker in enumerate(_MARKERS, 1) if marker.match(heading)), 0)
        mood = self._mood(heading)
        kept = [(n, m) for n, m in open_moods if n < level] if level else ([] if mood else open_moods)
        return [*kept, (level, mood)] if mood else kept

    def _mood(self, heading: str) -> str:
        if cue("heading_achieved", heading) and not re.search("下一?[步阶]", heading):
            return "achieved"
        if cue("heading_target", heading):
            return "target"
        years = [int(y) for y in re.findall("20[0-9]{2}(?=年|$)", heading)]
        if years and self.year and max(years) != self.year:
            return "target" if max(years) > self.year else "achieved"
        return ""


def _genre(fields: dict) -> str:
    """Is the text a plan, a directive or a regulation? By its genre, by its title where that says more."""
    title = str(fields.get("title") or "")
    known = str(fields.get("genre") or "unknown")
    named = title if known in ("unknown", "nan") else f"{known} {fields.get('genre_zh')}"
    if known == "notice":
        named += title
    if cue("plan", named) and not cue("heading_achieved", named):
        return "plan"
    if cue("regulation", named) or re.search(r"印发.{0,40}(?:办法|细则|规定)", title):
        return "regulation"
    return "directive" if cue("directive", named) and not cue("heading_achieved|account", title) else ""


def _lead(passages: list[Passage], index: int) -> str:
    """The paragraph up to a sentence, with the line that opens its list, or the line before it that ends in a colon."""
    lead, back = "", index - 1
    while back >= 0 and passages[back].paragraph == passages[index].paragraph and len(lead) < REACH:
        lead = passages[back].text + lead
        back -= 1
    if back >= 0 and (before := passages[back].text).endswith(":"):
        return before + lead
    return (_opening(passages, back) if _ITEM.match(lead or passages[index].text) else "") + lead


def _opening(passages: list[Passage], back: int) -> str:
    """The line that opens a list of paragraphs (做好以下工作:), from the item before the one at hand."""
    for place in range(back, max(-1, back - 40), -1):
        text = passages[place].text
        if text.endswith(":"):
            return text
        if place == 0 or passages[place].section != passages[place - 1].section:
            break
    return ""


def _question(passages: list[Passage], index: int) -> str:
    """The question that a speaker, or a paragraph without a named speaker, answers; empty where none was asked."""
    here, back = passages[index], index - 1
    told = "speaker" if here.speaker else "paragraph"
    same, stop = getattr(here, told), max(0, index - 40)
    while back >= stop and getattr(passages[back], told) == same:
        back -= 1
    return passages[back].text if back >= 0 and passages[back].text.endswith("?") else ""


_ITEM = re.compile("[二三四五六七八九十]{1,2}[是要、]")
_HAN = "[一二三四五六七八九十]{1,3}"
_MARKERS = [re.compile(marker) for marker in (f"{_HAN}、|第.{{1,3}}[章部]", f"[(]{_HAN}[)]", "[0-9]{1,2}[.、]")]
