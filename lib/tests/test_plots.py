"""Every chart draws exactly its table, says it in one language, and nothing in it overlaps or is clipped."""

import itertools
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from jianguan import plots
from jianguan.plots.canvas import redraw
from jianguan.style import labels, province_colours, style, styled, use_style
from jianguan.typeset import frame

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
    return [text for text in ax.figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def said(ax):
    return [text.get_text() for text in words(ax)]


def collisions(ax):
    """Pairs of texts whose inner boxes (line spacing apart) overlap."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in words(ax) if text.get_rotation() % 180 == 0]
    boxes = [(said, b.x0 + 1, b.y0 + 0.22 * b.height, b.x1 - 1, b.y1 - 0.22 * b.height) for said, b in boxes]
    pairs = itertools.combinations(boxes, 2)
    return [(a[0], b[0]) for a, b in pairs if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]]


def outside(ax):
    """Texts that reach over the edge of the figure."""
    page = ax.figure.bbox
    edges = {text.get_text(): text.get_window_extent() for text in words(ax)}
    return [t for t, b in edges.items() if b.x0 < -1 or b.x1 > page.x1 + 1 or b.y0 < -1 or b.y1 > page.y1 + 1]


NAMES = sorted(charts(2))


# Each chart, in every style


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("context", "lang"), [("report", "en"), ("slide", "zh")])
def test_nothing_overlaps_or_is_clipped(name, context, lang, caplog):
    use_style(context, lang)
    ax = charts(5)[name]()
    title = (
        "五篇文本中只有湖南报告了成果"
        if lang == "zh"
        else "Only one of the five texts reports results, and it does so with pride"
    )
    frame(
        ax,
        title,
        "量度与单位" if lang == "zh" else "Measure and unit",
        "说明。" * 20 if lang == "zh" else "A caveat. " * 20,
    )
    assert collisions(ax) == []
    assert outside(ax) == []
    assert caplog.text == ""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("groups", [0, 1, 31])
def test_any_number_of_groups(name, groups):
    ax = charts(groups)[name]()
    frame(ax, "Title")
    empty = groups == 0 or (name == "cooccurrence" and groups == 1)
    assert ("no data" in said(ax)) == empty
    assert outside(ax) == []


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
    assert [patch.get_width() for patch in ax.patches] == [5.0, 0.0, 20.0]
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


def test_quantities_of_different_units_share_no_scale():
    table = pd.DataFrame(
        {"value": [100.0, 50.0, 7e8], "unit": ["件", "件", "元"], "status": "achieved", "measure": ["甲", "乙", "丙"]}
    )
    ax = plots.plot_quantities(table.assign(qualifier=["exact", "at_least", "exact"]))
    assert [bar.get_width() for bar in bars(ax)] == [1.0, 0.5, 1.0]
    assert {"at least 50", "CNY 700 million"} <= set(said(ax))


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
    grey = style().colours["baseline"]
    provinces = province_colours(["江苏", "湖南"])
    assert colours == {"监管": grey, "协议": provinces["江苏"], "抽查": provinces["湖南"]}


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
    ax.figure.canvas.draw()
    assert outside(ax) == []


def test_equal_and_negative_values_are_drawn():
    for values in ([0, 0, 0], [5, 5, 5], [-3, 0, 4]):
        ax = plots.plot_bars(documents(3).assign(value=values))
        assert len(ax.patches) == 3 and np.isfinite(ax.get_xlim()).all() and np.ptp(ax.get_xlim()) > 0


def test_a_chart_draws_into_axes_it_is_given():
    _, given = plt.subplots()
    assert plots.plot_bars(documents(2).assign(value=1), ax=given) is given
