"""Whose page it is: its label, else who holds the rights; else the account, the site its head names, or who signs."""

import re
from collections.abc import Iterator
from itertools import takewhile

from jianguan.intake.found import NOTHING, Found
from jianguan.intake.page import Page
from jianguan.intake.rows import pattern, terms
from jianguan.intake.shapes import ORGANISATION

UNIT = re.compile("[^省市县区州盟旗]{1,10}[科处室股办队]")
RIGHTS = re.compile("(?:版权|著作权)[^。]{0,6}?(?:归|属于)(?!原|作者|其)([\u4e00-\u9fff]{3,20}?)所有")
LICENCE = re.compile(r"[\u4e00-\u9fff]{1,8}\s?[\[(〔]\d{4}[\])〕]\s?第?\d{1,10}号")
HELD = re.compile(r"(?:^|\s)([\u4e00-\u9fff·]{3,20})\s?版权所有")
TRAIL = re.compile(r"([\u4e00-\u9fff]{4,12})\s?[>»›→]")
SPONSOR = re.compile(r"([\u4e00-\u9fff()、]{3,40}?)(?:主管主办|主办|出版)(?:\s|$)")
WELCOME = re.compile("^(?:您好)?[!,]?欢迎(?:您)?(?:访问|光临|来到|进入)")
INVITED = re.compile("(?:下载|打开|关注)[“《]?([\u4e00-\u9fff]{2,10}?)[”》]?(?:客户端|APP|App|公众号|微信)")
ACCOUNT = "inferred: the account"
CARRIER = "inferred: who carries it"
ISSUED = "inferred: who issued it"
SIGNATURE = "inferred: signature"
ACCOUNTS = ("account", "carrier", "poster")
FIRST_LINES = 25
HEAD = 100
COUNTED = re.compile(r"[\u4e00-\u9fff]{2,8}:\s?\d[\d.,]{0,12}")
Stated = dict[str, list[str]]


def find_publisher(page: Page, stated: Stated) -> Found:
    """The owner of the site or account; who is only a unit of an office (某某科) publishes nothing."""
    if values := [value for value in stated.get("publisher", []) if not UNIT.fullmatch(value)]:
        return Found(values[0], "text")
    if is_followed(page) and (accounts := [value for name in ACCOUNTS for value in stated.get(name, [])]):
        return Found(accounts[0].removeprefix("@"), f"{ACCOUNT} that can be followed")
    for block in page.blocks:
        marks = pattern("mark").finditer(block.text) if block.rule in ("copyright", "registration") else ()
        if any(terms("mark")[mark[1]][1] for mark in marks) and (holder := _holder(block.text)):
            return Found(holder, "text")
    rights = (RIGHTS.search(block.text) or SPONSOR.match(block.text) for block in page.of("cut"))
    return next((Found(found[1], "text") for found in rights if found), None) or next(_inferred(page, stated), NOTHING)


def is_followed(page: Page) -> bool:
    """Is this the page of an account on somebody else's platform, with its button to follow it?"""
    return any(block.text in terms("follow") for block in page.blocks[:FIRST_LINES])


def _inferred(page: Page, stated: Stated) -> Iterator[Found]:
    """What lets the publisher be inferred, the strongest first."""
    yield from (Found(value, ACCOUNT) for value in stated.get("account", []))
    start = next((i for i, block in enumerate(page.blocks) if block.kind == "body"), len(page.blocks))
    yield from (Found(value, "inferred: the page's own title") for value in stated.get("site", []))
    heads = [block.text for block in page.blocks[: min(start, HEAD)] if block.rule == "navigation"]
    yield from (Found(name, "inferred: the page's head") for text in heads if (name := _site(text)))
    issuers = [value for value in stated.get("issuer", []) if not UNIT.fullmatch(value)]
    yield from (Found(value, ISSUED) for value in issuers)
    yield from (Found(value, SIGNATURE) for value in stated.get("signatory", []))
    invited = (INVITED.search(block.text) for block in page.of("cut"))
    yield from (Found(found[1], "inferred: its application") for found in invited if found)
    yield from (Found(value, "inferred: who posted it") for value in stated.get("poster", []))
    for name in ("editor", "source"):
        for value in stated.get(name, []):
            if ORGANISATION.fullmatch(value) and not UNIT.fullmatch(value):
                yield Found(value, f"inferred: {name}")
    yield from (Found(value, CARRIER) for value in stated.get("carrier", []))
    trails = (TRAIL.match(text) for text in heads)
    names = (trail[1] for trail in trails if trail and trail[1] not in terms("word"))
    yield from (Found(name, "inferred: where the breadcrumb begins") for name in names)


def _site(text: str) -> str:
    """Whose site it is, by a line of navigation that opens with the name; "" where it does not.

    >>> [_site(text) for text in ("某某质量网首页 - 新闻", "某县人民政府门户网站", "首页 > 要闻", "某城之窗 > 新闻")]
    ['某某质量网', '某县人民政府', '', '某城之窗']
    """
    text = WELCOME.sub("", re.sub(r"[(][^()]{0,20}[)]", "", text))
    name = re.split(r"\s?(?:->|[>»›→|])|\s", text)[0].strip("!,")
    issued = [tail for tail, (_, field) in terms("masthead").items() if field]
    for tail in sorted([*terms("ending"), *issued, *terms("word")], key=len, reverse=True):
        if len(name) > len(tail) + 2:
            name = name.removesuffix(tail)
    if name in terms("word"):
        return ""
    is_site = name.endswith(("刊", *terms("site"))) and 3 <= len(name) <= 20 and name.isalnum()
    return name if is_site or ORGANISATION.fullmatch(name) else ""


def _holder(text: str) -> str:
    """Who holds the rights: the name that ends where the mark begins, else the first one that is no notice or label.

    Bodies of one kind side by side hold them together.

    >>> _holder("Copyright©2010-2016 某某市工商行政管理局 All Rights Reserved"), _holder("版权所有:某某局 地址:某路")
    ('某某市工商行政管理局', '某某局')
    >>> _holder("某新办[2009]9号 某某晚报社 版权所有"), _holder("版权所有:某某市纪律检查委员会 某某市监察委员会")
    ('某某晚报社', '某某市纪律检查委员会 某某市监察委员会')
    """
    notice = LICENCE.sub(" ", pattern("label").split(COUNTED.sub(" ", text))[0])
    if held := HELD.search(notice):
        return held[1]
    names = [word for word in re.split(r"[^\u4e00-\u9fff·]+", pattern("mark").sub(" ", notice)) if len(word) > 2]
    joint = list(takewhile(lambda name: len(name) > 5 and name[-3:] == names[0][-3:], names))
    return " ".join(joint) or next(iter(names), "")
