"""Persons in the way such texts name them: an office, or a role, before a name of two to four characters."""

import csv
import re
from functools import cache
from pathlib import Path

LEXICONS = Path(__file__).parents[1] / "lexicons"
OFFICE = re.compile(r"[\u4e00-\u9fff\d]{2,25}")
NOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[\d*①-⑨†]{1,3}")
ROLES = re.compile(
    r"(?:(?<![^\s(])[\u4e00-\u9fff]{1,12}(?=记者\s)|本报|本网|本刊|本台|特约|见习|实习|全媒体|首席|融媒体?)?(?:记者|通讯员)|作者|[^\s()]{0,20}[讯电](?=\s?[(])|报道"
    r"|[文图摄撰](?:字|影|稿)?[/:丨]"
)
ROLE_WORD = re.compile(r"(?=[记通作报讯电文图摄撰])(?:记者|通讯员|作者|报道|[讯电]\s?[(]|[文图摄撰][字影稿]?[/:丨])")
MEDIUM = re.compile("[报网社台端]·|媒|头条|新闻|视频|在线|观察|频道")
NO_NAME = re.compile("[会议组局部门办厅室委系统各等和与的在]")
RARE_NAME = re.compile("(?!.*[会议组局部门办厅室委系统各等和与的在])[\u4e00-\u9fff]{2,3}")
NAME = re.compile("[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,6}")


@cache
def speech_terms(form: str) -> tuple[str, ...]:
    """The words of `lexicons/speech.csv` in one form (verb, office, collective ...), the longest first."""
    with (LEXICONS / "speech.csv").open(encoding="utf-8", newline="") as rows:
        terms = {row["term"] for row in csv.DictReader(rows) if row["form"] == form}
    return tuple(sorted(terms, key=lambda term: (-len(term), term)))


@cache
def _surnames() -> frozenset[str]:
    return frozenset((LEXICONS / "surnames.txt").read_text("utf-8").split())


def is_name(text: str) -> bool:
    """Could this be a person's whole name?

    >>> [text for text in ("朱勤虎", "黄钦", "阿依努尔·买买提", "打造一流", "湖州", "金羊网") if is_name(text)]
    ['朱勤虎', '黄钦', '阿依努尔·买买提']
    """
    if not NAME.fullmatch(text) or text[-1] in "网报社台局厅":
        return False
    if "·" in text:
        return not MEDIUM.search(text)
    return (text[:2] in _surnames()) or (len(text) <= 3 and text[0] in _surnames())


def office_and_name(subject: str) -> tuple[str, str]:
    """The office and the name in a subject; two empty strings where it is neither.

    >>> office_and_name("省局局长王越"), office_and_name("该局相关负责人"), office_and_name("全省各地")
    (('省局局长', '王越'), ('', '该局相关负责人'), ('', ''))
    """
    cuts = [subject.rfind(office) + len(office) for office in speech_terms("office") if office in subject]
    if not cuts:
        return ("", subject) if is_name(subject) else ("", "")
    office, name = subject[: max(cuts)], subject[max(cuts) :].strip()
    if not name:
        return "", office
    is_person = is_name(name) or (NAME.fullmatch(name) and not NO_NAME.search(name))
    return (office, name) if is_person else ("", "")


def without_roles(text: str) -> str:
    """A byline with a space for each role; only where a word of one stands is the slow pattern tried.

    >>> without_roles("本报记者 靳海峰 文/图"), without_roles("靳海峰")
    ('  靳海峰  图', '靳海峰')
    """
    return ROLES.sub(" ", text) if ROLE_WORD.search(text) else text


def are_signers(text: str) -> bool:
    """Is a line a role and one to six words short enough for names, be their surnames ever so rare?

    >>> are_signers("记者 寿可盈"), are_signers("某报融媒记者 白静姝 通讯员 史卫民"), are_signers("记者 深入一线")
    (True, True, False)
    """
    role = ROLES.match(text) if ROLE_WORD.search(text) else None
    words = re.split(r"[\s、,/]+", without_roles(text).strip()) if role else []
    return 0 < len(words) <= 6 and all(is_name(word) or RARE_NAME.fullmatch(word) for word in words)


def are_names(text: str) -> bool:
    """Is a text nothing but one to six names, set apart by spaces or 、, each maybe behind an office?

    >>> are_names("林志强 黄丽萍"), are_names("罗文静1,谢宇航2*"), are_names("省局局长 王越"), are_names("全省各地")
    (True, True, True, False)
    """
    words = [word for word in re.split(r"[\s、,/;]+", NOTE_MARK.sub("", text)) if word]
    office, name = office_and_name("".join(words))
    return bool(OFFICE.fullmatch(office) and name) or (0 < len(words) <= 6 and all(map(is_name, words)))


def names_in(text: str) -> list[str]:
    """The names in a byline, without the roles and offices before them.

    >>> names_in("中国食品安全网讯 (记者 戴正聪 通讯员 李四、王五)"), names_in("省局党组书记、局长 段启明")
    (['戴正聪', '李四', '王五'], ['段启明'])
    """
    plain = without_roles(NOTE_MARK.sub("", text))
    no_names = ("", "文", "图", "摄", *speech_terms("nobody"))
    words = [word for word in re.split(r"[\s、,/;|:()\[\]【】]+", plain) if word not in no_names]
    office, name = office_and_name("".join(words))
    return [name] if office else words
