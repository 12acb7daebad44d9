"""Who is named: persons who stand beside a post (局长…, 书记…), found anew in each document."""

import re
from collections.abc import Iterable
from functools import cache

from jianguan.lexicon import FOLDER, load_lexicon

HAN = "[\u4e00-\u9fff]"


def persons(text: str) -> list[str]:
    """The persons whom a folded text names after a post, in the order of their first mention.

    A name ends where punctuation or a word such as 指出 or 出席 follows; lists are followed (副局长甲、乙).

    >>> persons("局长李明华强调,副局长张强、王小丽参加。主任安排部署工作。")
    ['李明华', '张强', '王小丽']
    """
    mention, entry, not_names = _patterns()
    found = [person for listed in mention.finditer(text) for person in entry.findall(listed[1])]
    return [person for person in dict.fromkeys(found) if person not in not_names]


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern, frozenset[str]]:
    entries = load_lexicon("persons").groupby("category")["term"]
    post, follower = (_any_of(entries.get_group(category)) for category in ("post", "after_name"))
    surname = _any_of((FOLDER / "surnames.txt").read_text("utf-8").split())
    name = rf"(?:(?:{surname}){HAN}{{1,2}}|{HAN}{{2,6}}·{HAN}{{2,8}})(?=$|[^\u4e00-\u9fff·]|{follower})"
    mention = re.compile(rf"(?:{post})({name}(?:[、和]{name}){{0,20}})")
    return mention, re.compile(rf"(?:^|[、和])({name})"), frozenset(entries.get_group("not_name"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
