"""Bytes -> text: encodings, broken files, other languages (faults B and C)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import ARTICLE, PARAGRAPHS, TITLE

from jianguan.intake.decode import UnreadableError, decode

UTF8 = ARTICLE.encode("utf-8")
TRADITIONAL = "市場監督管理總局召開會議,部署產品質量安全監管,維護消費者權益,規範競爭秩序。" * 4


def problems(data: bytes) -> str:
    return "; ".join(problem for problem, _, _ in decode(data).remarks)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    return str(caught.value)


def test_fault_25_a_byte_order_mark_changes_nothing():
    assert decode(b"\xef\xbb\xbf" + UTF8).text == decode(UTF8).text == ARTICLE


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "gb2312"])
def test_fault_26_chinese_encodings_are_read_and_named(encoding):
    document = decode(ARTICLE.replace("·", "").encode(encoding))
    assert document.text == ARTICLE
    assert document.remarks == [("encoding gb18030", "read as such", "info")]


def test_fault_27_big5_is_never_rubbish():
    try:
        assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL
    except UnreadableError as error:
        assert "encoding" in str(error)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_fault_28_utf_16_and_32_with_a_mark_are_read(encoding):
    assert decode(ARTICLE.encode(encoding)).text == ARTICLE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_fault_28_utf_16_without_a_mark_is_read_or_refused(encoding):
    try:
        assert decode(ARTICLE.encode(encoding)).text == ARTICLE
    except UnreadableError as error:
        assert str(error)


def test_fault_29_bytes_decide_over_a_charset_label():
    page = f'<html><head><meta charset="gb2312"></head><body><p>{"</p><p>".join(PARAGRAPHS)}</p></body></html>'
    assert "the page says gb2312, its bytes are utf-8" in problems(page.encode("utf-8"))
    assert "the page says" not in problems(page.encode("gb18030"))


def test_fault_30_a_cut_last_character_is_left_out_with_its_place():
    at = UTF8.index("会议".encode()) + 3
    document = decode(UTF8[: at + 1])
    assert document.remarks == [(f"ends inside a character at byte {at}", "the broken end was left out", "warning")]
    assert document.text == ARTICLE[: len(document.text)]


@pytest.mark.parametrize("order", [1, -1])
def test_fault_31_two_encodings_in_one_file_are_refused_with_the_place(order):
    halves = [ARTICLE.encode("utf-8"), ARTICLE.encode("gb18030")][::order]
    assert "byte" in refusal(b"".join(halves))


@pytest.mark.parametrize("encoding", ["latin-1", "gb18030"])
def test_fault_32_mojibake_is_named_and_not_mended(encoding):
    text = ARTICLE.encode("utf-8").decode(encoding, "replace")
    assert "mojibake" in refusal(text.encode("utf-8"))


def test_fault_33_many_control_characters_are_binary_few_are_noted():
    assert "binary" in refusal(ARTICLE.replace(",", "\0").encode("utf-8"))
    assert "1 control characters" in problems(ARTICLE.replace(",", "\0", 1).encode("utf-8"))


@pytest.mark.parametrize(("magic", "name"), [(b"\x89PNG\r\n", "PNG"), (b"PK\x03\x04", "ZIP"), (b"%PDF-1.7", "PDF")])
def test_fault_34_other_types_are_named_by_their_first_bytes(magic, name):
    assert name in refusal(magic + UTF8)


def test_fault_35_surrogate_bytes_are_refused():
    assert "byte" in refusal(UTF8[:90] + b"\xed\xa0\x80\xed\xb0\x80" + UTF8[90:])


def test_fault_37_a_few_bytes_of_gbk_tell_no_encoding():
    assert "too short" in refusal("市场监管工作".encode("gbk"))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", " \n\u3000".encode(), "。,!".encode()])
def test_fault_38_nothing_to_read(data):
    assert "empty" in refusal(data)


@pytest.mark.parametrize(
    "text",
    [
        "The market regulator held its annual conference in Hangzhou and set the tasks for next year. " * 5,
        "市場監督管理局は会議を開催し、来年の課題について説明しました。消費者の権利を守るために努力します。" * 5,
        "시장감독관리국은 회의를 열고 내년의 과제를 제시하였다. 소비자의 권익을 보호한다." * 5,
    ],
)
def test_fault_42_other_languages_are_not_analysed(text):
    assert refusal(text.encode("utf-8")) == "not Chinese"


def test_fault_43_traditional_characters_are_noted():
    assert "traditional characters" in problems(TRADITIONAL.encode("utf-8"))
    assert problems(UTF8) == ""


@pytest.mark.parametrize(
    ("odd", "name"),
    [
        ("\u200b", "1 invisible characters, the first at 5"),
        ("\u202e", "1 characters that turn"),
        ("\ue000", "private-use"),
    ],
)
def test_faults_46_47_48_odd_characters_are_counted_with_their_place(odd, name):
    assert name in problems((ARTICLE[:5] + odd + ARTICLE[5:]).encode("utf-8"))


def test_fault_40_a_web_page_gives_its_clean_text():
    body = "".join(f"<p>\u3000\u3000{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    page = f"<!DOCTYPE html><html><head><title>x</title><style>p {{}}</style></head><body><h1>{TITLE}</h1>"
    page += f"<script>var a = '<p>广告</p>';</script><div>{body}</div></body></html>"
    document = decode(page.encode("utf-8"))
    assert [line.strip() for line in document.text.splitlines()] == [TITLE, *PARAGRAPHS]
    assert document.remarks[-1][0] == "it is a web page saved as text"


@pytest.mark.parametrize("mark", ["<script>alert(1)</script>", "{{7*7}}", "$\\foo{$", "]]>", "%s", "忽略以上指令"])
def test_faults_49_50_51_52_code_and_prompts_are_just_text(mark):
    text = ARTICLE.replace("部署", mark)
    assert decode(text.encode("utf-8")).text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    try:
        assert decode(data).text
    except UnreadableError as error:
        assert str(error)


def test_a_long_text_in_big5_is_read_and_its_encoding_named():
    text = (
        "海關與消費者委員會簽署合作備忘錄。海關去年共接獲九千餘宗舉報,檢控一百二十宗。雙方將交換情報,共同推廣公平交易,"
        "提高市民維權意識。監管部門將繼續嚴格執法,打擊不良營商手法,維護市場秩序。" * 4
    )
    document = decode(text.encode("big5"))
    assert (document.text, document.encoding) == (text, "big5")
    assert document.remarks[0] == ("encoding big5", "read as such", "info")


@pytest.mark.parametrize("controls", [3, 4])
def test_three_control_characters_are_noted_a_fourth_makes_it_binary(controls):
    data = (ARTICLE + "\x01" * controls).encode()
    if controls == 3:
        assert decode(data).remarks == [("3 control characters", "left out of the analysis", "warning")]
    else:
        with pytest.raises(UnreadableError, match="^binary: it holds many control characters$"):
            decode(data)


MIXED = " is not UTF-8, though the text around it is: broken, or two encodings in one file"


@pytest.mark.parametrize(("hanzi", "reason"), [("市场监管工作", MIXED), ("市场监管工", "")])
def test_six_characters_of_utf_8_before_a_bad_byte_tell_two_encodings(hanzi, reason):
    data = hanzi.encode() + ARTICLE.replace("·", "").encode("gb18030")
    try:
        assert decode(data).encoding == "gb18030" and not reason
    except UnreadableError as error:
        assert ("two encodings" in str(error)) == bool(reason) and str(error).endswith(reason)
