"""Which stretches of a page are its article, which are the page around it, and why.

A page is read as blocks: lines, or several lines where a paragraph is hard-wrapped. What the furniture of such pages
says is in `lexicons/layout.csv`, by the form it takes: a `word` (a button or channel; a line of nothing but words is a
row of them), a `label` (word, colon, value), an `opening` of a line, a `list` (an opening that takes the lines below it
along), a `mark` anywhere in a short line, an `ending` of a line. The rest goes by place and neighbours: the article
lies between the first and the last block of prose, the title above it, a caption beside its image.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jianguan.text import Folded, join

LAYOUT = Path(__file__).parent / "lexicons/layout.csv"
PROSE_END = re.compile(r"[。!?;:…][”’)]?$")
DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?(?:[\sT]{0,9}\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?)?分?)?"
    r"|[一二][〇零○O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
FILLER = re.compile(r"[\s\d|│丨/\\·•.,:;>»›→<\[\]()【】〖〗{}+\-—_=*#&^~←↑↓▼▲●◆★]+|星期[一二三四五六日天]|[次人时]")
IMAGE_TYPE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|tiff?|mp4)(?![A-Za-z])", re.IGNORECASE)
PEOPLE = r"(?:本报|本网|本刊|特约|见习|实习|全媒体)?(?:记者|通讯员)[^()。,;:]{1,60}"
DATELINE = re.compile(
    rf"(?:[\[【(]?(?:[^\s,。:;()]{{0,20}}(?:\d日[讯电]|讯(?=[\s(:\]】)]))|本[报网刊台站]讯|(?=\(\s?{PEOPLE}\)))[\]】)]?[\s:]{{0,4}})"
    rf"(?:[(]\s?{PEOPLE}[)][\s:]{{0,4}}|{PEOPLE}(?:报道|[\s:]))?"
)
SIGN_OFF = re.compile(
    r"[(\[【](?:完|全文完|(?:本报|本网|特约|责任|见习|实习)?(?:记者|通讯员|编辑|责编|作者|来源|文图|图文|撰稿)[^()【】。]{0,60}"
    r"|[^()。,]{2,30}供稿)[)\]】]$"
)
LIST_MARK = re.compile(
    r"[(]?[一二三四五六七八九十]{1,3}[)、]|第[一二三四五六七八九十]{1,3}[章节条部]|\d{1,2}[.、)](?!\d)|[(]\d{1,2}[)]|[①-⑳]"
)


@dataclass(slots=True)
class Block:
    """A paragraph or line: its folded text, its kind (title, heading, body, cut), and the rule that cut it."""

    view: Folded
    kind: str = ""
    rule: str = ""

    @property
    def text(self) -> str:
        return self.view.text

    @property
    def span(self) -> tuple[int, int]:
        return self.view.span(0, len(self.view.text))

    @property
    def is_prose(self) -> bool:
        return not self.rule and (len(self.text) >= 80 or (len(self.text) >= 5 and bool(PROSE_END.search(self.text))))


@dataclass(slots=True)
class Page:
    """A page in blocks, in reading order; `labels` are the (field, value) pairs it states outside its article."""

    blocks: list[Block]
    labels: list[tuple[str, str]] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]


def read_page(spelled: str) -> Page:
    """Lay out a spelled text (see `text.spell`).

    >>> page = read_page("首页 > 要闻\\n省局召开会议\\n来源:办公室 打印 关闭\\n  8月3日,省局召开会议。\\n版权所有")
    >>> [(block.kind, block.rule) for block in page.blocks]
    [('cut', 'navigation'), ('title', ''), ('cut', 'byline'), ('body', ''), ('cut', 'copyright')]
    >>> page.labels
    [('source', '办公室')]
    """
    page = Page(_blocks(spelled))
    for block in page.blocks:
        block.rule, labels = _furniture(block.text)
        page.labels += labels
    _absorb_lists(page.blocks)
    prose = [i for i, block in enumerate(page.blocks) if block.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (len(page.blocks), len(page.blocks))
    _read_head(page, first)
    _read_article(page.blocks[first : last + 1], page)
    for block in page.blocks[last + 1 :]:
        _read_foot(block)
    page.blocks = [part for block in page.blocks for part in _trim(block, page)]
    for block in page.blocks:
        block.kind = "cut" if block.rule else block.kind
    return page


@cache
def _terms() -> dict[str, dict[str, tuple[str, str]]]:
    """form -> term -> (rule, field), from layout.csv."""
    forms: dict[str, dict[str, tuple[str, str]]] = {}
    with LAYOUT.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            forms.setdefault(row["form"], {})[row["term"]] = row["rule"], row["field"]
    return forms


@cache
def _pattern(form: str) -> re.Pattern:
    """All terms of a form in one pattern, the longest first; a label ends in a colon, or in a gap before a number."""
    terms = sorted(_terms()[form], key=lambda term: (-len(term), term))
    any_term = "(" + "|".join(re.escape(term) for term in terms) + ")"
    tail = {"label": r"\s{0,4}(?:[:丨|]\s{0,4}|\s(?=\d))", "ending": "$"}.get(form, "")
    return re.compile((r"(?<![A-Za-z])" if form == "label" else "") + any_term + tail)


# ---- lines -> blocks


def _blocks(spelled: str) -> list[Block]:
    """The non-empty lines, hard-wrapped ones joined; the words of a page saved as one line count as lines."""
    lines, position = [], 0
    for line in spelled.splitlines(keepends=True):
        text = line.strip()
        if text:
            start = position + line.index(text[0])
            lines.append((start, start + len(text)))
        position += len(line)
    if len(lines) <= 2 and any(end - start > 300 for start, end in lines):
        lines = [piece for line in lines for piece in _pieces(spelled, *line)]
    else:
        lines = list(_unwrapped(spelled, lines))
    views = (join(spelled[start:end], start) for start, end in lines)
    return [Block(view) for view in views if view.text]


def _pieces(spelled: str, start: int, end: int) -> list[tuple[int, int]]:
    """One long line, cut at the gaps that stand outside brackets and between Chinese characters."""
    pieces, depth, begin = [], 0, start
    for gap in re.finditer(r"[(《“\[]|[)》”\]]|\s+", spelled[start:end]):
        if not gap[0].isspace():
            depth = max(0, depth + (1 if gap[0] in "(《“[" else -1))
            continue
        at, to = start + gap.start(), start + gap.end()
        if depth == 0 and not (spelled[at - 1].isascii() and spelled[to : to + 1].isascii()):
            pieces.append((begin, at))
            begin = to
    return [*pieces, (begin, end)]


def _unwrapped(spelled: str, lines: list[tuple[int, int]]):
    """Lines joined to paragraphs, where enough of them are about as long as the most frequent length."""
    lengths = Counter(end - start for start, end in lines if end - start >= 15)
    width = max(lengths, key=lambda n: (sum(lengths[n - k] for k in range(3)), n), default=0)
    full = sum(lengths[width - k] for k in range(-1, 4))
    if full < max(4, 0.3 * len(lines)):
        yield from lines
        return
    start, end = lines[0]
    for following, stop in lines[1:]:
        gap = spelled[end:following]
        is_full = end - max(start, spelled.rfind("\n", 0, end) + 1) >= width - 3
        if is_full and not re.search(r"\n\s", gap.replace("\r\n", "\n")):
            end = stop
        else:
            yield start, end
            start, end = following, stop
    yield start, end


# ---- what a line says of itself


def _furniture(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The rule by which a line is furniture whatever its place ("" if none), and the labels it states."""
    is_long = len(text) > 120
    if (found := _pattern("list").match(text)) and len(text) < 60:
        return _terms()["list"][found[1]][0], []
    if (found := _pattern("opening").match(text)) and not (is_long or text.endswith("。")):
        rule, name = _terms()["opening"][found[1]]
        return rule, [(name, text[found.end() :].strip(" :/"))] if name else []
    if image := IMAGE_TYPE.search(text, 0, 80):
        return _image_rule(text, image)
    if row := _label_row(text):
        return row
    if is_long and text.endswith("。"):
        return "", []
    if found := _pattern("mark").search(text):
        return _terms()["mark"][found[1]][0] if _is_notice(text, found[1]) else "", []
    return _row_rule(text), []


def _image_rule(text: str, image: re.Match) -> tuple[str, list]:
    """An image name alone, or glued to a caption (which has no full stop); a paragraph only loses the name later."""
    if re.search(r"[。;!?]", text[: image.start()]) or (text.endswith("。") and len(text) > 60):
        return "", []
    return ("image_name" if image.end() == len(text) else "caption"), []


def _is_notice(text: str, mark: str) -> bool:
    """Is a mark in this line a notice? Prompts are short and have no full stop; rights and registrations may."""
    return not PROSE_END.search(text) or _terms()["mark"][mark][0] in ("copyright", "registration")


def _label_row(text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """A row of labels with their values: its rule is that of the first; None where the line is something else."""
    before, *parts = _pattern("label").split(text)
    if not parts or (before.strip() and not _row_rule(before)):
        return None
    labels = _terms()["label"]
    pairs = [
        (*labels[name], value.strip(" |丨/,;[]【】()")) for name, value in zip(parts[::2], parts[1::2], strict=True)
    ]
    rule = pairs[0][0]
    is_short = all(len(value) <= 60 and not re.search("[。!?]", value) for _, _, value in pairs)
    if not is_short and rule not in ("abstract", "contact", "document_index"):
        return None
    stated = [(name, _value(value)) for _, name, value in pairs if name]
    dates = [("published", date[0]) for date in DATE.finditer(before)]
    return rule, dates + stated


def _value(text: str) -> str:
    """A label's value without the buttons that stand behind it in the same row."""
    parts = re.split(r"\s{2,}|\s(?=[\[【(])|[\[【|]", text)
    words = [part for part in parts[0].split(" ") if part not in _terms()["word"]]
    return " ".join(words).strip()


def _row_rule(text: str) -> str:
    """The rule of a line of buttons, channels, dates and separators only; "" if it says anything else."""
    if len(text) > 120:
        return ""
    if (
        re.search(r"^[^。,;]{1,20}(?:\s?(?:>|»|›|→)+\s?[^。;]{1,60}){1,8}$", text)
        or len(re.findall(r"\s?[|│丨]\s?", text)) >= 3
    ):
        return "navigation"
    words = _pattern("word").findall(text)
    rest = FILLER.sub("", _pattern("word").sub("", DATE.sub("", text)))
    if rest:
        return ""
    if DATE.search(text):
        return "byline"
    return _terms()["word"][words[0]][0] if words else "navigation"


def _absorb_lists(blocks: list[Block]) -> None:
    """What follows 相关阅读 and its like belongs to it, until a paragraph of prose; 附件 takes its numbered lines."""
    rule = ""
    for block in blocks:
        if block.rule in ("related", "comments", "attachment"):
            rule = block.rule
        elif (
            block.rule
            or (len(block.text) >= 60 and block.text.endswith("。"))
            or rule == "attachment"
            and not LIST_MARK.match(block.text)
        ):
            rule = ""
        elif rule:
            block.rule = rule


# ---- what a line is by its place


def _read_head(page: Page, first: int) -> None:
    """Above the article: the title, what stands before it, and subtitles, bylines and headings after it."""
    head = page.blocks[:first]
    open_ = [i for i, block in enumerate(head) if not block.rule]
    for i in open_:
        if _is_byline(head[i].text):
            head[i].rule = "byline"
            page.labels.append(("author", head[i].text))
    scores = {i: _title_score(page, head, i) for i in open_ if not head[i].rule}
    title = max(scores, key=lambda i: (scores[i], -i), default=None)
    if title is None or scores[title] < 1:
        title = None
    rows = [i for i, block in enumerate(head) if block.rule in ("byline", "original_title")]
    for i in scores:
        block = head[i]
        if i == title:
            block.kind = "title"
        elif title is None or i < title:
            block.rule = "navigation"
        elif block.text == head[title].text:
            block.rule = "duplicate"
        elif block.text.startswith(("—", "-")) or any(i < row for row in rows):
            block.kind = "title"
        else:
            block.kind = "heading"


def _title_score(page: Page, head: list[Block], i: int) -> int:
    """How much a line above the article looks like its title: length, place beside the byline, being said again."""
    text = head[i].text
    score = 2 if 12 <= len(text) <= 70 else 1 if 8 <= len(text) < 12 else -2
    score += 3 if any(text in block.text for block in page.blocks[i + 1 :] if len(block.text) < len(text) + 20) else 0
    following = head[i + 1].rule if i + 1 < len(head) else ""
    preceding = head[i - 1].rule if i else ""
    score += (
        2
        if following in ("byline", "original_title", "tools", "share", "counter")
        else 1
        if preceding == "byline"
        else 0
    )
    return score - (3 if text.startswith(("—", "-", "(")) else 0) - (4 if LIST_MARK.match(text) else 0)


def _is_byline(text: str) -> bool:
    """Only persons' names, or a group that signs texts."""
    return bool(_pattern("ending").search(text)) and len(text) <= 30


def _read_article(blocks: list[Block], page: Page) -> None:
    """Between the first and the last prose: paragraphs, headings, captions, and the title said again."""
    titles = {block.text for block in page.of("title")}
    for before, block in zip([None, *blocks], blocks, strict=False):
        if block.rule:
            continue
        if block.text in titles:
            block.rule = "duplicate"
        elif before and before.rule == "image_name" and not block.text.endswith("。"):
            block.rule = "caption"
        elif block.is_prose or len(block.text) > 40:
            block.kind = "body"
        else:
            block.kind = "heading"


def _read_foot(block: Block) -> None:
    """Below the article nothing is article but a list that goes on."""
    if not block.rule and LIST_MARK.match(block.text) and len(block.text) >= 8:
        block.kind = "body"
    elif not block.rule:
        block.rule = "foot"


def _trim(block: Block, page: Page) -> list[Block]:
    """A paragraph without the dateline before it, the sign-off behind it and the image names glued to it."""
    if block.kind != "body":
        return [block]
    edges = []
    if (found := DATELINE.match(block.text)) and found.end():
        edges.append((0, found.end(), "dateline"))
    if found := SIGN_OFF.search(block.text, max(0, len(block.text) - 80)):
        edges.append((found.start(), found.end(), "sign_off"))
    for image in IMAGE_TYPE.finditer(block.text):
        start = max(block.text.rfind(mark, 0, image.start()) for mark in "。;!?” ") + 1
        edges.append((max(start, image.start() - 60), image.end(), "image_name"))
    page.labels += [("author", block.text[a:b]) for a, b, rule in edges if rule != "image_name"]
    return _parted(block, sorted(edges))


def _parted(block: Block, edges: list[tuple[int, int, str]]) -> list[Block]:
    parts, at = [], 0
    for start, end, rule in edges:
        parts += [_part(block, at, start), _part(block, start, end, rule)]
        at = end
    return [part for part in [*parts, _part(block, at, len(block.text))] if part.text]


def _part(block: Block, start: int, end: int, rule: str = "") -> Block:
    return Block(Folded(block.text[start:end], block.view.offsets[start:end]), block.kind, rule)
