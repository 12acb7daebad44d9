"""Exhibits put on slides: each form into a box, as much of it as stands clear, and how much is left out."""

import io
from functools import singledispatch
from math import ceil

import matplotlib.pyplot as plt
from matplotlib.transforms import Bbox
from pptx.slide import Slide
from pptx.util import Inches, Pt

from jianguan.style import styled
from jianguan.talk.forms import Bars, Exhibit, Matrix, Picture, Quotations, Rows, Sentences
from jianguan.talk.measure import BODY, MEASURE, SMALL, clipped, height
from jianguan.talk.native import add_bars, plan
from jianguan.talk.tables import add_table, as_rows, columns_that_fit, rows_that_fit
from jianguan.talk.words import Box, add_words, describe_shape, write
from jianguan.typeset import fit
from jianguan.wording import number, word

DPI = 200
BELOW = 0.36  # inches: the line that says how much is left out
APART = 0.16  # inches between entries


def put(exhibit: Exhibit, slide: Slide, box: Box, alt: str) -> Exhibit | None:
    """Put an exhibit on a slide; what has no room is counted below it, or returned to go on to a further slide."""
    if isinstance(exhibit, Rows) and exhibit.slides > 1 and sum(_left_out(exhibit, box)):
        here = _fair_part(len(exhibit.rows), rows_that_fit(exhibit, box))
        _put(exhibit.first(here), slide, box, alt)
        return exhibit.after(here)
    inner = (*box[:3], box[3] - BELOW) if sum(_left_out(exhibit, box)) else box
    _put(exhibit, slide, inner, alt)
    if said := _said(_left_out(exhibit, inner)):
        write(add_words(slide, "Left out", (box[0], box[1] + box[3] - 0.3, box[2], 0.3)), said, SMALL, colour="quiet")
    return None


def _fair_part(rows: int, most: int) -> int:
    """How many of so many rows stand on each of the slides they need, so that the last is not left with one or two."""
    return ceil(rows / ceil(rows / most))


def _said(left: tuple[int, ...]) -> str:
    """How many rows, and how many texts, have no room."""
    keys = ("deck:more", "deck:more_texts")
    return " · ".join(word(key, n=number(n)) for key, n in zip(keys, left, strict=False) if n)


@singledispatch
def _left_out(exhibit: Exhibit, box: Box) -> tuple[int, ...]:  # noqa: ARG001 (the others need it)
    """How many rows (and texts) of an exhibit a box has no room for."""
    return (0,)


@singledispatch
def _put(exhibit: Exhibit, slide: Slide, box: Box, alt: str) -> None:  # noqa: ARG001
    raise TypeError(f"no form for {type(exhibit).__name__}")


# Bars


@_left_out.register
def _(exhibit: Bars, box: Box) -> tuple[int, ...]:
    return (max(0, len(exhibit.values) - plan(exhibit, box).rows),)


@_put.register
def _(exhibit: Bars, slide: Slide, box: Box, alt: str) -> None:
    describe_shape(add_bars(slide, exhibit, box), alt)


# Pictures


@_left_out.register
def _(exhibit: Picture, box: Box) -> tuple[int, ...]:  # noqa: ARG001
    return (0, exhibit.left_out)


@_put.register
def _(exhibit: Picture, slide: Slide, box: Box, alt: str) -> None:
    """Drawn at the size it has on the slide, so that its text has the size it says."""
    with styled(context="slide", room=box[3] * 72, logo=None):
        figure = plt.figure(figsize=box[2:])
        ax = figure.add_axes((0.2, 0.05, 0.75, 0.9))
        ax.tick_params(length=0)
        exhibit.draw(ax=ax)
        fit(ax, Bbox.from_extents(4, 6, box[2] * 72 - 4, box[3] * 72 - 6))
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
        plt.close(figure)
    describe_shape(slide.shapes.add_picture(buffer, *map(Inches, box)), alt)


# Tables


@_left_out.register
def _(exhibit: Rows, box: Box) -> tuple[int, ...]:
    return (max(0, len(exhibit.rows) - rows_that_fit(exhibit, box)),)


@_put.register
def _(exhibit: Rows, slide: Slide, box: Box, alt: str) -> None:
    add_table(slide, exhibit, box, alt)


@_left_out.register
def _(exhibit: Matrix, box: Box) -> tuple[int, ...]:
    return (*_left_out(as_rows(exhibit, box), box), exhibit.cells.shape[1] - columns_that_fit(exhibit, box))


@_put.register
def _(exhibit: Matrix, slide: Slide, box: Box, alt: str) -> None:
    add_table(slide, as_rows(exhibit, box), box, alt)


# Words


@_left_out.register
def _(exhibit: Quotations, box: Box) -> tuple[int, ...]:
    return (len(exhibit.entries) - len(_entries_that_fit(exhibit, box)),)


def _entries_that_fit(exhibit: Quotations, box: Box) -> list[tuple[str, str, str]]:
    """The entries for which there is room, each meaning on two lines at most."""
    room, fitting = box[3], []
    for place, quoted, meaning in exhibit.entries:
        meaning = clipped(meaning, box[2], MEASURE, 2)
        room -= height(place, box[2], SMALL, True) + height(quoted, box[2], BODY) + height(meaning, box[2], MEASURE)
        if room < 0 and fitting:
            break
        room -= APART
        fitting.append((place, quoted, meaning))
    return fitting


@_put.register
def _(exhibit: Quotations, slide: Slide, box: Box, alt: str) -> None:  # noqa: ARG001 (words need no other words)
    frame = add_words(slide, "Quotations", box)
    for place, quoted, meaning in _entries_that_fit(exhibit, box):
        write(frame, place, SMALL, colour="quiet", bold=True)
        if len(frame.paragraphs) > 1:
            frame.paragraphs[-1].space_before = Pt(72 * APART)
        write(frame, quoted, BODY, lang="zh")
        if meaning:
            write(frame, meaning, MEASURE, colour="quiet")


@_left_out.register
def _(exhibit: Sentences, box: Box) -> tuple[int, ...]:
    return (len(exhibit.lines) - _lines_that_fit(exhibit, box),)


def _lines_that_fit(exhibit: Sentences, box: Box) -> int:
    room = box[3]
    for n, line in enumerate(exhibit.lines):
        detail = exhibit.details[n] if exhibit.details else ""
        room -= height(line, box[2], BODY, bool(detail)) + height(detail, box[2], SMALL)
        if room < 0:
            return max(1, n)
        room -= APART
    return len(exhibit.lines)


@_put.register
def _(exhibit: Sentences, slide: Slide, box: Box, alt: str) -> None:  # noqa: ARG001
    frame = add_words(slide, "Sentences", box)
    for n, line in enumerate(exhibit.lines[: _lines_that_fit(exhibit, box)]):
        detail = exhibit.details[n] if exhibit.details else ""
        write(frame, line, BODY, bold=bool(detail))
        if n:
            frame.paragraphs[-1].space_before = Pt(72 * APART)
        if detail:
            write(frame, detail, SMALL, colour="quiet")
