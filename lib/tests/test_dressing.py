"""The same article on another site's page, or saved in another way, is the same article: sentence for sentence."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import ARTICLE, sentences, write

from jianguan.corpus import read_corpus
from jianguan.errors import CorpusError

SEEDS = Path(__file__).parents[2] / "seeds"
DOCS = [path.stem for path in sorted(SEEDS.glob("*.txt"))]
FULL_WIDTH = str.maketrans({chr(c): chr(c + 0xFEE0) for c in map(ord, "0123456789,:;()%")})


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(SEEDS)


def lines_of(seeds, doc: str) -> tuple[str, list[str]]:
    """A title for the page, and the article's lines (paragraphs and headings) without the page around them."""
    rows = seeds.sentences[(seeds.sentences["doc"] == doc) & (seeds.sentences["kind"] != "title")]
    spans = rows.groupby("paragraph", sort=True).agg(start=("start", "first"), end=("end", "last"))
    title = seeds.documents.loc[doc, "title"]
    lines = [seeds.text(doc)[row.start : row.end] for row in spans.itertuples()]
    return title if isinstance(title, str) else "以实干争先推动市场监管高质量发展", lines


GOVERNMENT_HEAD = """今天是2023年5月3日 星期三　晴
网站首页　机构概况　新闻动态　政务公开　办事服务
您当前的位置：首页 > 新闻动态 > 部门动态
"""
GOVERNMENT_BYLINE = """发布日期：2023-04-26 08:30　信息来源：办公室　点击数：342
【字体：大 中 小】【打印】【关闭】
分享到：
"""
GOVERNMENT_FOOT = """
上一篇：省局召开党组会议
下一篇：没有了
相关链接
某县开展节前检查（04-23）
网站地图 | 联系我们 | 法律声明
主办：某某市场监督管理局　地址：某某路9号　邮编：310000
某ICP备05000001号-1　网站标识码：3300000001
"""
NEWSPAPER_BYLINE = """2023/04/26 08:30 来源:某某日报 作者:王小明 李红 责编:赵云
收藏 分享 微信扫码
"""
NEWSPAPER_FOOT = """
(记者 王小明 通讯员 李红)
延伸阅读:
内蒙古召开推进会
山东一地查获假酒
© 2016-2023 某某日报 版权所有
新闻热线:0571-12345678
"""
WEB_HEAD = """<!DOCTYPE html><html><head><title>x</title></head><body>
<ul><li>首页</li><li>新闻</li></ul><script>var x = '<p>广告</p>';</script>
"""
WEB_FOOT = "<div>版权所有：某某市场监督管理局</div></body></html>"


def government(title: str, lines: list[str]) -> str:
    article = "\n\n".join("　　" + line for line in lines)
    return f"{GOVERNMENT_HEAD}{title}\n{GOVERNMENT_BYLINE}\n{article}\n{GOVERNMENT_FOOT}"


def newspaper(title: str, lines: list[str]) -> str:
    image = "IMG_0042.jpg\n会议现场 王小明 摄"
    article = "\n".join([lines[0], image, *lines[1:]])
    return f"要闻 时政 民生 县市 专题\n{title}\n{NEWSPAPER_BYLINE}{article}{NEWSPAPER_FOOT}"


def web_page(title: str, lines: list[str]) -> str:
    article = "".join(f"<p>\n   &nbsp;&nbsp;{escape(line)}</p>" for line in lines)
    byline = "<div>来源：办公室 <span>发布时间：2023-04-26</span></div>"
    return f"{WEB_HEAD}<h1>{title}</h1>{byline}{article}{WEB_FOOT}"


def hard_wrapped(title: str, lines: list[str]) -> str:
    wrapped = ("\n".join(("　　" + line)[i : i + 40] for i in range(0, len(line) + 2, 40)) for line in lines)
    return f"{title}\n来源:办公室\n\n" + "\n\n".join(wrapped) + "\n"


def carriage_returns(title: str, lines: list[str]) -> str:
    return "\r\n".join([title, "来源:办公室", *lines, ""])


def full_width(title: str, lines: list[str]) -> str:
    return "\n".join([title, "来源：办公室", *(line.translate(FULL_WIDTH) for line in lines)])


def single_line(title: str, lines: list[str]) -> str:
    return " ".join([title.replace(" ", ""), "来源:办公室", *lines])


@pytest.mark.parametrize(
    "dress", [government, newspaper, web_page, hard_wrapped, carriage_returns, full_width, single_line]
)
@pytest.mark.parametrize("doc", DOCS)
def test_another_dress_changes_no_sentence(seeds, tmp_path, dress, doc):
    title, lines = lines_of(seeds, doc)
    write(tmp_path, dressed=dress(title, lines).encode("utf-8"))
    assert sentences(read_corpus(tmp_path), "dressed") == sentences(seeds, doc)


PIECES = ["省局召开会议", "。", ",", "\n", "  ", "来源:", "2021-03-15", "。(记者 王明)", "a.jpg", "他指出", "局长王明"]
PIECES += ["查、", "12", '"', "“", "(", "<p>", "版权所有", "相关阅读", "浙江省", "\u200b", "\r", "　", "1.", "一、"]
PIECES += ["附件:", "讯(", "问:", "目录", "会议强调", "|", ">", "\x00"]


@settings(max_examples=60, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_whatever_is_in_a_file_offsets_are_true_and_every_character_has_one_place(tmp_path, text):
    corpus = read_corpus(write(tmp_path, good=ARTICLE, any=text.encode("utf-8")))
    for doc in corpus.documents.index:
        raw, covered = corpus.text(doc), [0] * len(corpus.text(doc))
        for table in (corpus.sentences, corpus.cuts):
            rows = table[table["doc"] == doc]
            for start, end, said in zip(rows["start"], rows["end"], rows["text"], strict=True):
                assert raw[start:end] == said
                covered[start:end] = [n + 1 for n in covered[start:end]]
        assert all(n == 1 for n, ch in zip(covered, raw, strict=True) if ch.isprintable() and not ch.isspace())
    for doc, passages in corpus.passages.items():
        for passage in passages:
            start, end = corpus.span(passage, 0, len(passage.text))[3:5]
            assert corpus.text(doc)[start:end].startswith(corpus.text(doc)[start])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reading(tmp_path, data):
    assert "good" in read_corpus(write(tmp_path, good=ARTICLE, any=data)).documents.index


def test_only_unusable_bytes_are_a_corpus_error(tmp_path):
    with pytest.raises(CorpusError, match="0 documents"):
        read_corpus(write(tmp_path, any=b"\xff\x00\x01"))
