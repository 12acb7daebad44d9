"""Every figure of the pack at the size of a slide, in both languages: read as an audience would; and the reader read."""

import json
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from legible import faults

import jianguan
from jianguan.export import describe
from jianguan.plots.canvas import redraw
from jianguan.style import styled, use_style
from jianguan.typeset import frame, room_for_chart

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTERS = sorted(path.stem for path in NOTEBOOKS.glob("0[1-5]*.ipynb"))
SHAPES = {"16:9": 16 / 9, "4:3": 4 / 3}


@pytest.fixture(scope="module")
def charts():
    """What every notebook draws: the chart, its finding and its data."""
    kept, once = [], pytest.MonkeyPatch()
    for name in ("read_corpus", "find_claims"):
        once.setattr(jianguan, name, cache(getattr(jianguan, name)))

    def keep(ax, finding, data, **_):
        plt.close(ax.figure)
        kept.append((ax, finding, data))

    for chapter in CHAPTERS:
        known = {}
        for cell in json.loads((NOTEBOOKS / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), known)
                known |= {"save": keep, "save_table": lambda *_: None}
    once.undo()
    return kept


def slide(chart, lang: str, shape: float) -> list[str]:
    """The faults of one chart drawn for a slide."""
    ax, finding, data = chart
    with styled(lang=lang):
        about = describe(finding, data)
    words = about["title"], about["subtitle"], about["note"]
    with styled(lang=lang, context="slide", shape=shape), styled(room=None):
        with styled(room=room_for_chart(*words)):
            large = redraw(ax)
            frame(large, *words)
            found = faults(large.figure)
        plt.close(large.figure)
    return [f"{about['figure']}: {fault}" for fault in found]


@pytest.mark.parametrize(("lang", "shape"), [("en", "16:9"), ("zh", "16:9"), ("en", "4:3")])
def test_every_figure_of_the_pack_can_be_read_on_a_slide(charts, lang, shape):
    assert len(charts) >= 21
    assert [fault for chart in charts for fault in slide(chart, lang, SHAPES[shape])] == []


# The check itself


def drawn(*said, **looks):
    """A slide with some texts on it, at one place each."""
    use_style("slide", looks.pop("lang", "en"))
    figure = plt.figure(figsize=(13.3, 7.5))
    for text, place in said:
        figure.text(*place, text, **looks)
    found = faults(figure)
    plt.close(figure)
    return found


CENTRE = (0.4, 0.5)


def test_a_clean_slide_has_no_faults():
    assert drawn(("Results", CENTRE), ("n = 3", (0.1, 0.1))) == []
    assert drawn(("重庆 n = 3", CENTRE), lang="zh") == []


@pytest.mark.parametrize(
    ("fault", "said", "looks"),
    [
        ("overlap", [("Results", CENTRE), ("Targets", (0.41, 0.51))], {}),
        ("clipped", [("Results of the year", (0.95, 0.5))], {}),
        ("16.0 points", [("Results", CENTRE)], {"fontsize": 16}),
        ("pale", [("Results", CENTRE)], {"color": "#a9b2b9"}),
        ("pale", [("Results", CENTRE)], {"color": "#7d8790", "fontsize": 14}),
        ("no glyph", [("Results \U00030ede", CENTRE)], {}),
        ("English", [("成果 results", CENTRE)], {"lang": "zh"}),
        ("Chinese", [("Results in 成果", CENTRE)], {}),
    ],
)
def test_a_fault_is_found(fault, said, looks):
    found = drawn(*said, **looks)
    assert found and all(line.startswith(fault) for line in found)


def test_a_quoted_or_glossed_term_is_no_mixture():
    assert drawn(("Texts that say “消费”, 广告 (advertising) or 万", CENTRE)) == []


def test_a_remark_that_matplotlib_would_leave_out_is_found():
    use_style("slide", "en")
    figure, ax = plt.subplots(figsize=(13.3, 7.5))
    ax.set(xticks=[], yticks=[])
    ax.annotate("lost", (2, 2))
    assert faults(figure) == ["not drawn: 'lost'"]
    plt.close(figure)
