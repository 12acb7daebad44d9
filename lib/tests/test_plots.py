"""Every chart draws exactly its table, says it in one language, and nothing in it overlaps or is clipped."""

import itertools
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from legible import faults, outside, texts
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image

from jianguan import plots
from jianguan.errors import ConfigError
from jianguan.plots.canvas import redraw
from jianguan.style import labels, province_colours, style, styled, use_style
from jianguan.typeset import frame, room_for_chart
from jianguan.wording import word

PROVINCES = [key.removeprefix("province:") for key in labels() if key.startswith("province:")][:31]


@pytest.fixture(autouse=True)
def clean():
    use_style("report", "en", provinces=[])
    yield
    plt.close("all")


def documents(count):
    places = [PROVINCES[i % 31] for i in range(count)]
    return pd.DataFrame(
        {
            "doc": [f"doc-{i}" for i in range(count)],
            "province": places,
            "label_en": [f"{labels()[f'province:{p}']['en']} 2020" for p in places],
            "label_zh": [f"{p} 2020" for p in places],
        }
    )


def crossed(count, of, kinds, value="n", numbers=None):
    """One row per document and kind; values 0, 1, 2 ... unless given."""
    rows = documents(count).merge(pd.DataFrame({of: kinds}), how="cross")
    values = numbers if numbers is not None else np.arange(len(rows)) % 7
    return rows.assign(**{"n": 3, value: values, "sentences": 2})


def frequencies(groups):
    rows = itertools.product(range(groups), range(3 if groups > 5 else 9))
    firsts, seconds = "监管服务执法信用质量", "市场企业食品药品标准"
    table = [(PROVINCES[g], f"{firsts[w % 10]}{seconds[g % 10]}{w}", 3 + (w * g) % 17) for g, w in rows]
    return pd.DataFrame(table, columns=["province", "word", "n"])


def keyness(groups):
    table = frequencies(groups).assign(log_odds=lambda t: t["n"] / 10, z=lambda t: t["n"] / 3 + 0.1)
    return table.assign(low=table["log_odds"] - 0.2, high=table["log_odds"] + 0.3)


def charts(n):
    """Every chart on a table of n groups."""
    statuses = crossed(n, "status", ["achieved", "change", "target"])
    shares = crossed(n, "theme", ["food_safety", "quality", "price"], "share", np.linspace(0, 1, 3 * n))
    shares = shares.assign(name_en=shares["theme"], name_zh="食品安全")
    rates = crossed(n, "kind", ["a", "b"], "rate").assign(low=0.0, high=9.0, name_en="images", name_zh="比喻")
    pairs = pd.DataFrame([(f"t{i}", f"t{j}", i + j) for i in range(n) for j in range(i)], columns=["a", "b", "n"])
    pairs = pairs.assign(a_zh="质量", b_zh="价格")
    found = crossed(n, "measure", ["案件"], "value").assign(
        unit="件", status="achieved", name_en="cases", name_zh="案件"
    )
    dates = documents(n).assign(published="2021-01-27", start="2020-01-01", end="2020-12-31", characters=2000)
    spots = documents(n).assign(x=np.arange(n) * 0.1, y=[(i * 7 % 31) / 10 for i in range(n)])
    return {
        "statuses": lambda: plots.plot_statuses(statuses),
        "expansion": lambda: plots.plot_expansion(crossed(n, "expanded", ["full", "none"])),
        "composition": lambda: plots.plot_composition(
            crossed(n, "kind", ["w", "r"]).assign(name_en="war", name_zh="战争"), of="kind"
        ),
        "bars": lambda: plots.plot_bars(documents(n).assign(value=range(n), unit="家")),
        "ledger": lambda: plots.plot_ledger(
            pd.DataFrame({"kind": [f"k{i}" for i in range(n)], "n": range(n), "label_en": "kind", "label_zh": "类"})
        ),
        "quantities": lambda: plots.plot_quantities(found),
        "heat": lambda: plots.plot_heat(shares),
        "presence": lambda: plots.plot_presence(
            crossed(n, "term", ["消费", "质量"], "n").assign(name_en="word", name_zh="词")
        ),
        "indicators": lambda: plots.plot_indicators(found),
        "commitments": lambda: plots.plot_commitments(crossed(n, "field", ["measures", "with_number"])),
        "cooccurrence": lambda: plots.plot_cooccurrence(pairs),
        "rates": lambda: plots.plot_rates(rates, of="kind"),
        "keyness": lambda: plots.plot_keyness(keyness(n)),
        "similarity": lambda: plots.plot_similarity(spots),
        "timeline": lambda: plots.plot_timeline(dates),
        "clouds": lambda: plots.plot_clouds(frequencies(n)),
        "comparison_cloud": lambda: plots.plot_comparison_cloud(frequencies(n)),
        "ranked": lambda: plots.plot_ranked(frequencies(n)),
    }


def words(ax):
    """The texts of a chart, shown ones only."""
    ax.figure.draw_without_rendering()
    return texts(ax.figure)


def said(ax):
    return [text.get_text() for text in words(ax)]


NAMES = sorted(charts(2))
LONG = {"clouds", "keyness", "ranked"}  # with 31 groups the page has the same panels as a slide, more of them
CASES = [*[("report", "en", n) for n in (0, 1, 6, 31)], ("slide", "zh", 2), ("slide", "zh", 31), ("slide", "en", 31)]


# Each chart, in every style and size of corpus


@pytest.mark.parametrize(
    ("context", "lang", "groups", "name"),
    [(*case, name) for case in CASES for name in NAMES if case != ("report", "en", 31) or name not in LONG],
)
def test_any_number_of_groups_can_be_read(name, context, lang, groups, caplog):
    use_style(context, lang)
    english = "Only one of the texts reports results, and it does so with pride", "Measure and unit", "A caveat. " * 20
    words = ("只有一篇文本报告了成果", "量度与单位", "说明。" * 20) if lang == "zh" else english
    with styled(room=room_for_chart(*words) if context == "slide" else None):
        ax = charts(groups)[name]()
        frame(ax, *words)
        assert faults(ax.figure) == []
    empty = groups == 0 or (name == "cooccurrence" and groups == 1)
    assert (word("no_data") in said(ax)) == empty
    assert caplog.text == ""


@pytest.mark.parametrize("name", NAMES)
def test_drawn_again_for_a_slide_in_chinese_it_holds_no_english_words(name):
    ax = charts(2)[name]()
    with styled(context="slide", lang="zh"):
        again = redraw(ax)
        assert again.figure is not ax.figure
        assert tuple(again.figure.get_size_inches()) == pytest.approx((style().size("width"), style().height))
        assert [text for text in said(again) if re.search(r"[A-Za-z]{2,}", text)] == []


# What is drawn is what is in the table


def bars(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_width() > 0]


def test_bars_are_as_long_as_their_values():
    ax = plots.plot_bars(documents(3).assign(value=[5.0, np.nan, 20.0], unit="家"))
    assert [patch.get_width() for patch in ax.patches] == [20.0, 5.0, 0.0]
    assert {"5", "20", "not reported"} <= set(said(ax))


def test_nought_and_not_reported_are_two_things():
    table = crossed(3, "status", ["achieved", "target"], numbers=[0, 0, np.nan, np.nan, 2, 0])
    ax = plots.plot_statuses(table)
    assert said(ax).count("0") == 1 and said(ax).count("not reported") == 1
    assert [round(bar.get_width(), 6) for bar in bars(ax)] == [1.0]


def test_stacked_parts_keep_their_proportion_and_every_count_is_written():
    ax = plots.plot_statuses(crossed(2, "status", ["achieved", "target"], numbers=[30, 10, 1, 0]))
    assert [round(bar.get_width(), 4) for bar in bars(ax)] == [0.75, 0.25, 0.025]
    assert {"30", "10", "1"} <= set(said(ax))


def test_shares_fill_the_whole_width():
    ax = plots.plot_composition(crossed(2, "kind", ["w", "r"], numbers=[1, 3, 5, 5]), of="kind")
    ends = [bar.get_x() + bar.get_width() for bar in bars(ax)]
    assert sum(np.isclose(ends, 1.0)) == 2


def test_the_ledger_has_one_square_per_item():
    ax = plots.plot_ledger(pd.DataFrame({"kind": ["statistic", "date"], "n": [35, 28]}))
    assert len(bars(ax)) == 63
    accent = [bar for bar in bars(ax) if to_hex(bar.get_facecolor()) == style().colours["accent"]]
    assert len(accent) == 35


def test_the_ledger_of_very_many_items_has_blocks_instead_of_specks():
    ax = plots.plot_ledger(pd.DataFrame({"kind": ["statistic", "date"], "n": [20_000, 5_000]}))
    assert [round(bar.get_width() / bars(ax)[0].get_width(), 2) for bar in bars(ax)] == [1, 0.25]


def test_quantities_of_different_units_share_no_scale():
    table = pd.DataFrame(
        {"value": [100.0, 50.0, 7e8], "unit": ["件", "件", "元"], "status": "achieved", "measure": ["甲", "乙", "丙"]}
    )
    ax = plots.plot_quantities(table.assign(qualifier=["exact", "at_least", "exact"]))
    assert [bar.get_width() for bar in bars(ax)] == [1.0, 0.5, 1.0]
    assert {"at least 50", "700 million", "money (CNY)"} <= set(said(ax))


def test_heat_map_cells_carry_share_and_sentences_and_darken_with_the_share():
    table = documents(2).assign(theme="quality", share=[0.1, 0.5], sentences=[2, 9])
    ax = plots.plot_heat(table)
    assert {"10%", "2", "50%", "9"} <= set(said(ax))
    pale, dark = sorted((bar.get_x(), sum(bar.get_facecolor()[:3])) for bar in bars(ax))
    assert pale[1] > dark[1]


def test_a_missing_indicator_is_an_empty_cell_not_a_nought():
    table = crossed(2, "measure", ["案件"], "value", [5.0, np.nan]).assign(unit="件", status="achieved")
    ax = plots.plot_indicators(table)
    assert "0" not in said(ax) and "not reported" in said(ax)


def test_a_province_rate_shows_its_documents_and_n():
    table = pd.DataFrame({"province": ["浙江"], "kind": ["a"], "rate": [4.0], "low": [2.0], "high": [6.0], "n": [12]})
    each = pd.DataFrame({"province": "浙江", "kind": "a", "rate": [3.0, 4.0, 5.0]})
    ax = plots.plot_rates(table, of="kind", documents=each)
    assert "n = 12" in said(ax)
    points = [tuple(line.get_xdata()) for line in ax.lines]
    assert (2.0, 6.0) in points and (3.0, 4.0, 5.0) in points and (4.0,) in points


def test_cloud_words_of_one_count_are_of_one_height_in_every_cloud():
    table = pd.DataFrame(
        {"province": ["江苏", "江苏", "湖南", "湖南"], "word": ["监管", "服务", "执法", "信用"], "n": [40, 10, 10, 5]}
    )
    ax = plots.plot_clouds(table)
    heights = {text.get_text(): text.height for text in words(ax) if hasattr(text, "height")}
    assert heights["服务"] == heights["执法"] == pytest.approx(heights["监管"] / 2)


def test_the_comparison_cloud_keeps_shared_words_in_grey():
    table = pd.DataFrame(
        {"province": ["江苏", "江苏", "湖南", "湖南"], "word": ["监管", "协议", "监管", "抽查"], "n": [20, 8, 18, 9]}
    )
    ax = plots.plot_comparison_cloud(table)
    colours = {text.get_text(): to_hex(text.get_color()) for text in words(ax) if hasattr(text, "height")}
    grey = style().colours["quiet"]
    provinces = province_colours(["江苏", "湖南"])
    assert colours == {"监管": grey, "协议": provinces["江苏"], "抽查": provinces["湖南"]}


# What has no room is said, and nothing is mixed


def slide_of(name, table, **options):
    use_style("slide", "en")
    return getattr(plots, name)(table, **options)


def test_the_rest_is_summed_status_by_status_and_not_as_a_bar():
    table = crossed(31, "status", ["achieved", "target"], numbers=[*[9, 5] * 5, *[2, 1] * 26])
    ax = slide_of("plot_statuses", table)
    drawn = sum(text.startswith(("Beijing", "Tianjin")) or " 2020" in text for text in said(ax))
    assert f"{31 - drawn} other documents" in said(ax)
    rest = [table.loc[table["status"] == s, "n"].sum() for s in ("achieved", "target")]
    rest = [n - (9, 5)[i] * 5 - (2, 1)[i] * (drawn - 5) for i, n in enumerate(rest)]
    assert {str(n) for n in rest} <= set(said(ax))
    assert len({round(bar.get_y()) for bar in bars(ax)}) == drawn


def test_a_rest_that_reports_nothing_is_not_a_nought():
    table = crossed(31, "status", ["achieved"], numbers=[*[4.0] * 4, *[np.nan] * 27])
    ax = slide_of("plot_statuses", table)
    assert "0" not in said(ax)


def test_the_rest_of_bars_is_a_range_that_counts_what_is_missing():
    table = documents(31).assign(value=[*range(40, 20, -1), 3, 2, 1, *[np.nan] * 8], unit="家")
    ax = slide_of("plot_bars", table)
    [rest] = [text for text in said(ax) if text.endswith("; not reported in 8")]
    assert rest.startswith("1–")


def test_rows_that_are_no_documents_keep_their_order():
    table = pd.DataFrame({"label_en": ["in 2 texts", "in 3 texts", "in 4 texts"], "value": [1, 5, 3]})
    assert [patch.get_width() for patch in plots.plot_bars(table).patches] == [1, 5, 3]


def test_documents_without_a_column_are_rows_and_the_others_are_counted_or_averaged():
    shares = crossed(31, "theme", ["quality"], "share", [*[0.5] * 16, *[0.1] * 15])
    heat = said(slide_of("plot_heat", shares))
    assert any(text.endswith("other documents, mean") for text in heat)
    found = crossed(31, "term", ["消费"], "n", [*[2] * 16, *[0] * 15]).assign(name_en="consumers")
    [counted] = [text for text in said(slide_of("plot_presence", found)) if " of " in text]
    few, of = counted.split(" of ")
    assert int(of) - int(few) == 15


def test_each_unit_shows_its_largest_and_of_how_many():
    table = pd.DataFrame({"value": range(1, 41), "unit": "件", "status": "achieved", "measure": "案件"})
    ax = slide_of("plot_quantities", table)
    shown = len(bars(ax))
    assert 2 <= shown < 40 and f"cases and documents (件), {shown} of 40" in " ".join(said(ax)).replace("\n", " ")
    assert "40" in said(ax) and f"{40 - shown} more not drawn" in said(ax)


def test_kinds_without_a_colour_are_one_kind():
    many = len(style().colours["kinds"]) + 3
    table = crossed(1, "kind", [f"k{i:02d}" for i in range(many)]).assign(n=2).assign(name_en="k", name_zh="类")
    assert "3 other kinds" in said(plots.plot_composition(table, of="kind"))


def test_no_province_is_told_by_colour_alone_among_many():
    rates = crossed(31, "kind", ["a"], "rate").assign(low=0.0, high=9.0, n=3, name_en="images")
    ax = slide_of("plot_rates", rates, of="kind")
    assert "■" not in [text.get_text() for text in ax.figure.findobj(lambda artist: hasattr(artist, "get_text"))]
    assert any("other places" in text for text in said(ax))


def test_a_mask_gives_a_cloud_its_form(tmp_path):
    table = frequencies(1)
    left = np.zeros((10, 20), dtype=bool)
    left[:, :10] = True
    Image.fromarray(np.where(left, 0, 255).astype(np.uint8)).save(tmp_path / "left.png")
    for mask in (left, tmp_path / "left.png"):
        ax = plots.plot_clouds(table, mask=mask)
        cloud = [text for text in words(ax) if hasattr(text, "height")]
        ends = [text.axes or text.host for text in cloud]
        right = [text.get_window_extent().x1 for text in cloud]
        middle = np.mean([end.bbox.x0 + end.bbox.x1 for end in ends]) / 2
        assert cloud and max(right) <= middle + 1


@pytest.mark.parametrize("mask", ["nowhere.png", np.zeros((4, 4), dtype=bool)])
def test_a_mask_that_leaves_no_room_is_refused(mask):
    with pytest.raises(ConfigError, match="mask"):
        plots.plot_clouds(frequencies(1), mask=mask)


def test_unknown_dates_are_said():
    ax = plots.plot_timeline(documents(1).assign(published=None, start="2021-01-01", end="2025-12-31"))
    assert "date unknown" in said(ax)


# Links


def pair(**columns):
    return pd.DataFrame({name: [value] for name, value in columns.items()}).assign(href="#s-1")


LINKED = {
    "bars": lambda: plots.plot_bars(documents(1).assign(value=3, href="#s-1")),
    "ledger": lambda: plots.plot_ledger(pair(kind="a", n=2)),
    "heat": lambda: plots.plot_heat(documents(1).assign(theme="t", share=0.5, sentences=1, href="#s-1")),
    "presence": lambda: plots.plot_presence(documents(1).assign(term="t", n=2, href="#s-1")),
    "cooccurrence": lambda: plots.plot_cooccurrence(pair(a="x", b="y", n=2)),
    "keyness": lambda: plots.plot_keyness(keyness(1).assign(href="#s-1")),
    "similarity": lambda: plots.plot_similarity(documents(1).assign(x=0.0, y=0.0, href="#s-1")),
    "clouds": lambda: plots.plot_clouds(frequencies(1).assign(href="#s-1")),
}


@pytest.mark.parametrize("name", LINKED)
def test_links_survive(name):
    assert "#s-1" in [artist.get_url() for artist in LINKED[name]().figure.findobj()]


def test_a_map_of_many_documents_grows_no_further_and_says_whom_it_does_not_name():
    def drawn(n):
        ax = plots.plot_similarity(documents(n).assign(x=np.arange(n) % 17 * 1.0, y=np.arange(n) // 17 * 1.0))
        named = sum(text.get_text().endswith(" 2020") for text in ax.texts)
        said = " ".join(text.get_text() for text in ax.figure.findobj(Text))
        return ax.figure.get_figheight(), len(ax.lines), named, said

    (few, *_), (many, dots, named, said) = drawn(40), drawn(300)
    assert few == many and dots == 300
    assert 0 < named < 300 and f"{300 - named} not named" in said


# Bad input


@pytest.mark.parametrize("wrong", [np.inf, -np.inf])
def test_infinite_numbers_are_refused_by_name(wrong):
    with pytest.raises(ValueError, match="'value'.*'doc-1'"):
        plots.plot_bars(documents(2).assign(value=[1.0, wrong]))


def test_missing_numbers_are_refused_where_they_mean_nothing():
    with pytest.raises(ValueError, match="'n'"):
        plots.plot_clouds(pd.DataFrame({"province": ["江苏"], "word": ["监管"], "n": [np.nan]}))


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="no column 'status'"):
        plots.plot_statuses(documents(2))


HOSTILE = ["$\\foo{$", "_label", "<script>", "a\x0bb", "名" * 400, "\u202e反", "\U00030ede面", "", "=1+1"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_drawn(hostile):
    ax = plots.plot_bars(documents(2).assign(value=1, label_en=hostile))
    frame(ax, hostile or "-", hostile, hostile)
    assert outside(ax.figure, texts(ax.figure)) == []


def test_equal_and_negative_values_are_drawn():
    for values in ([0, 0, 0], [5, 5, 5], [-3, 0, 4]):
        ax = plots.plot_bars(documents(3).assign(value=values))
        assert len(ax.patches) == 3 and np.isfinite(ax.get_xlim()).all() and np.ptp(ax.get_xlim()) > 0


def test_a_chart_draws_into_axes_it_is_given():
    _, given = plt.subplots()
    assert plots.plot_bars(documents(2).assign(value=1), ax=given) is given
