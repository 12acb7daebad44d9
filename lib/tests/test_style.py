"""Style, wording and typesetting: what charts look like and how they speak."""

import csv
import hashlib
import re

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianguan import style as look
from jianguan.errors import ConfigError
from jianguan.typeset import NOT_FIRST, NOT_LAST, balanced, printable, shorten, width, wrap
from jianguan.wording import named, number, percent, qualified, word


@pytest.fixture(autouse=True)
def english():
    look.use_style("report", "en")


# Words


def test_every_label_has_both_languages_and_the_same_blanks():
    for key, row in look.labels().items():
        assert row["en"] and row["zh"], key
        assert sorted(re.findall(r"{\w+}", row["en"])) == sorted(re.findall(r"{\w+}", row["zh"])), key


def test_label_keys_are_unique():
    with look.LABELS.open(encoding="utf-8") as rows:
        keys = [row["key"] for row in csv.DictReader(rows)]
    assert len(keys) == len(set(keys))


def test_chinese_labels_hold_no_english_words():
    names = re.compile(r"{\w+}|SHA-?256|CSV|PNG|SVG|PDF|UTF-8", re.IGNORECASE)  # these are the same in every language
    assert [k for k, row in look.labels().items() if re.search(r"[A-Za-z]{2,}", names.sub("", row["zh"]))] == []


def test_a_word_that_is_not_listed_is_an_error_and_a_name_is_not():
    with pytest.raises(KeyError, match="labels.csv"):
        word("no such key")
    assert named("no such key", "mine") == "mine"


# Numbers


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (766_000_000, "元", "CNY 766 million", "7.66亿元"),
        (47_870_000.0, "元", "CNY 47.87 million", "4787万元"),
        (3_500_000_000, "元", "CNY 3.5 billion", "35亿元"),
        (106_000, "家", "106,000", "10.6万家"),
        (35_512, "件", "35,512", "35,512件"),
        (30_200, "件", "30,200", "3.02万件"),
        (12.9, "件/万人", "12.9 per 10,000 people", "12.9件/万人"),
        (8, "个百分点", "8 percentage points", "8个百分点"),
        (95, "%", "95%", "95%"),
        (0, "家", "0", "0家"),
        (-5, "%", "−5%", "−5%"),
        (123_456_789, "", "123,456,789", "123,456,789"),
        (float("nan"), "家", "not reported", "未报告"),
    ],
)
def test_numbers_in_both_languages(value, unit, english, chinese):
    assert (number(value, unit, "en"), number(value, unit, "zh")) == (english, chinese)


@given(st.integers(0, 10**13))
def test_no_digit_is_lost_in_either_language(value):
    sizes = {" trillion": 12, " billion": 9, " million": 6, "万亿": 12, "亿": 8, "万": 4}
    for lang in ("en", "zh"):
        spelled = number(value, "", lang).replace(",", "")
        name = next((name for name in sizes if spelled.endswith(name)), "")
        digits = spelled.removesuffix(name)
        assert round(float(digits) * 10 ** sizes.get(name, 0)) == value


def test_a_small_share_is_not_none():
    assert (percent(0), percent(0.001), percent(0.5), percent(np.nan)) == ("0%", "<1%", "50%", "not reported")


def test_a_bound_is_kept():
    assert qualified(2000, "家", "at_least") == "at least 2,000"
    with look.styled(lang="zh"):
        assert qualified(2000, "家", "at_least") == "2000家以上"


# Colours


def luminance(colour):
    return float(np.dot(mpl.colors.to_rgb(colour), (0.2126, 0.7152, 0.0722)))


def test_the_first_provinces_differ_in_grey():
    greys = sorted(luminance(c) for c in look.province_colours(["湖南", "江苏", "浙江"]).values())
    assert min(np.diff(greys)) > 0.1


def test_a_colour_means_one_province_in_every_chart():
    look.use_style(provinces=["湖南", "江苏", "浙江"])
    everywhere = look.province_colours(["江苏", "浙江", "湖南"])
    assert look.province_colours(["湖南"])["湖南"] == everywhere["湖南"]


@given(st.lists(st.sampled_from(["北京", "江苏", "浙江", "湖南", "广东", "我的组", "x"]), max_size=9))
def test_colours_do_not_depend_on_order(provinces):
    assert look.province_colours(provinces) == look.province_colours(provinces[::-1])


def test_thirty_one_provinces_have_thirty_one_colours():
    codes = [key.removeprefix("province:") for key in look.labels() if key.startswith("province:")][:31]
    assert len(set(look.province_colours(codes).values())) == 31


def test_text_stands_out_on_every_ground():
    def contrast(a, b):
        def light(colour):
            parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
            return float(np.dot(parts, (0.2126, 0.7152, 0.0722))) + 0.05

        return max(light(a), light(b)) / min(light(a), light(b))

    grounds = [*look.COLOURS["provinces"], *look.COLOURS["kinds"], *look.COLOURS["sequence"]]
    assert [c for c in grounds if contrast(c, look.readable_on(c)) < 3] == []
    assert contrast(look.COLOURS["quiet"], "#ffffff") > 4.5


# Styles and themes


def test_unknown_styles_are_refused():
    with pytest.raises(ConfigError, match="report, slide"):
        look.use_style("poster")


def test_environment_sets_what_is_not_given(monkeypatch):
    monkeypatch.setenv("JIANGUAN_LANG", "zh")
    assert look.use_style().lang == "zh"


def test_a_theme_changes_colours_and_shape(tmp_path):
    (tmp_path / "my.toml").write_text('shape = "4:3"\n[colours]\nink = "#000000"\n', encoding="utf-8")
    mine = look.use_style("slide", theme=tmp_path / "my.toml")
    assert (mine.colours["ink"], mine.colours["rule"], mine.size("width"), mine.height) == (
        "#000000",
        look.COLOURS["rule"],
        10.0,
        7.5,
    )


@pytest.mark.parametrize("text", ["[colours]\nblood = 'red'", "shape = '1:1'", "= 3", "fonts = ['a.ttf']"])
def test_a_wrong_theme_is_one_line(tmp_path, text):
    (tmp_path / "my.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="my.toml") as caught:
        look.use_style(theme=tmp_path / "my.toml")
    assert "\n" not in str(caught.value)


def test_styled_restores_the_style_even_after_an_error():
    with pytest.raises(RuntimeError), look.styled(context="slide"):
        raise RuntimeError
    assert look.style().context == "report" and mpl.rcParams["font.size"] == look.SIZES["report"]["base"]


# Text


texts = st.text(st.sampled_from("监管，。、（）《》“”：市场 a bc1,2.%万亿元"), max_size=60)


@given(texts, st.floats(30, 300))
def test_wrapping_loses_nothing_and_fits(text, room):
    lines = wrap(text, room, 9)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line, 9) <= room for line in lines)


def test_chinese_lines_do_not_start_or_end_with_the_wrong_mark():
    text = "查办案件（含“长江禁捕”专项行动）35512件，罚没7.66亿元；《决定》出台后，无锡、台州、湖州均有报告。"
    for room in range(60, 400, 7):
        lines = wrap(text, room, 9)
        assert not [line for line in lines[1:] if line[0] in NOT_FIRST], room
        assert not [line for line in lines if line[-1] in NOT_LAST], room
        assert any("7.66亿元" in line for line in lines), room


def test_titles_have_no_hanging_word():
    lines = balanced("Of 300 number expressions, 35 belong to a statistic; 86 belong to a formula", 400, 13)
    assert len(lines) == 2 and min(map(len, lines)) > 20


def test_long_labels_are_cut_visibly():
    assert shorten("市" * 400, 100, 9).endswith("…")


def test_a_missing_glyph_is_named_and_shown(caplog):
    assert printable("龘\U00030000") == "龘〓" or printable("\U00030000") == "〓"
    assert "U+30000" in caplog.text


def test_hostile_text_cannot_break_a_chart():
    assert printable("a\x0bb\u202ec\ud800") == "abc"


# Fonts


def test_fonts_are_the_files_their_readme_names():
    readme = (look.FONTS / "README.md").read_text(encoding="utf-8")
    for path in sorted(look.FONTS.glob("*.ttf")):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in readme, path.name


def test_every_label_can_be_drawn(caplog):
    for row in look.labels().values():
        printable(row["en"] + row["zh"])
    assert caplog.text == ""
