"""How every chart looks: font, sizes, colours, and the language it speaks.

`use_style` is called once, before anything is drawn. It knows two contexts, which differ in sizes only: `report`
(a chart in the page) and `slide` (a picture to be read from the back of a room). The language changes every word.
"""

import csv
import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from math import fsum
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap, to_hex

from jianguan.errors import ConfigError

FONTS = Path(__file__).parent / "fonts"
SANS = (FONTS / "JianguanSans-Regular.ttf", FONTS / "JianguanSans-Bold.ttf")
LATIN = (FONTS / "JianguanLatin-Regular.ttf", FONTS / "JianguanLatin-Bold.ttf")
LABELS = Path(__file__).parent / "lexicons" / "labels.csv"
LANGUAGES = ("en", "zh")
SIZES = {  # points; a report chart is 7.2 inches wide, a slide is read at three metres
    "report": {"width": 7.2, "base": 9.0, "title": 13.0, "subtitle": 9.5, "note": 7.5, "margin": 3.0},
    "slide": {"width": 40 / 3, "base": 20.0, "title": 27.0, "subtitle": 20.0, "note": 14.0, "margin": 30.0},
}
COLOURS = {
    "ink": "#1d2730",
    "quiet": "#515c66",
    "rule": "#d5dbe0",
    "ground": "#ffffff",
    "pale": "#e4e9ed",
    "accent": "#b3352b",
    "achieved": "#17466e",
    "target": "#e39b2d",
    "change": "#7d6aa8",
    "baseline": "#a9b2b9",
    "rule_status": "#c3cad0",
    "sequence": ["#f4f6f8", "#cfdfe8", "#86b3c8", "#357a9a", "#10405c"],
    "provinces": ["#10335a", "#a93621", "#1e8279", "#7a5195", "#8f6c0a", "#56782a", "#b04683", "#667483"],
    "kinds": [  # dark and light in turn, so that neighbours differ in grey as well
        *("#173f6b", "#e08b6d", "#2b7f79", "#d9b44a", "#7a5195"),
        *("#8fb8d8", "#a33a2a", "#a9b66a", "#5b6670", "#d58fb5"),
    ],
}


@dataclass(frozen=True)
class Style:
    """The style in force; printed without paths, so that no notebook shows where it was run.

    `provinces` are those of the whole corpus, so that a colour means one place everywhere; `shape` is a slide's width
    over its height; `room` the height that a slide's words leave for the chart, in points, where it is known.
    """

    context: str = "report"
    lang: str = "en"
    provinces: tuple[str, ...] = ()
    colours: dict = field(default_factory=lambda: dict(COLOURS), repr=False)
    fonts: tuple[Path, Path] = field(default=SANS, repr=False)
    latin: tuple[Path, ...] = field(default=LATIN, repr=False)
    logo: Path | None = field(default=None, repr=False)
    shape: float = 16 / 9
    transparent: bool = False
    room: float | None = None

    def size(self, name: str) -> float:
        """A size of this context: `width` in inches; `base`, `title`, `subtitle`, `note`, `margin` in points."""
        return 10.0 if name == "width" and self.context == "slide" and self.shape < 1.5 else SIZES[self.context][name]

    @property
    def families(self) -> list[str]:
        """The font families in the order text asks for them: English first looks for narrow quotation marks."""
        wanted = [self.latin, self.fonts] if self.lang == "en" and self.latin else [self.fonts]
        return [_register(files) for files in wanted]

    @property
    def height(self) -> float:
        """The height of a slide in inches."""
        return round(self.size("width") / self.shape, 4)


_in_force = [Style()]


def use_style(
    context: str | None = None,
    lang: str | None = None,
    *,
    theme: str | Path | None = None,
    provinces: Iterable[str] = (),
) -> Style:
    """Set how charts look (`report` or `slide`) and which language they speak (`en` or `zh`).

    What is not given comes from $JIANGUAN_CONTEXT, $JIANGUAN_LANG and $JIANGUAN_THEME, else `report`, `en` and the
    house's own looks. `theme` is a TOML file (see figures/README.md); `provinces` are all provinces of the corpus.
    Raises ConfigError for an unknown context or language, or a wrong theme.
    """
    context = context or os.environ.get("JIANGUAN_CONTEXT") or "report"
    lang = lang or os.environ.get("JIANGUAN_LANG") or "en"
    for given, known in ((context, tuple(SIZES)), (lang, LANGUAGES)):
        if given not in known:
            raise ConfigError(f"unknown style {given!r}: one of {', '.join(known)}")
    theme = theme or os.environ.get("JIANGUAN_THEME")
    style = Style(context, lang, tuple(dict.fromkeys(map(str, provinces))))
    return _enforce(read_theme(theme, style) if theme else style)


def style() -> Style:
    """The style in force."""
    return _in_force[-1]


@contextmanager
def styled(**changes) -> Iterator[Style]:
    """The style in force with some fields changed, for the length of a `with` block."""
    before = style()
    try:
        yield _enforce(replace(before, **changes))
    finally:
        _enforce(before)


def _enforce(style: Style) -> Style:
    mpl.rcParams.update(_settings(style))
    _in_force[-1] = style
    return style


def _settings(style: Style) -> dict:
    """The matplotlib settings of a style."""
    size, colours = style.size, style.colours
    thin = 0.08 * size("base")
    return {
        "font.family": style.families,
        "font.size": size("base"),
        **{f"{name}.labelsize": size("base") for name in ("axes", "xtick", "ytick")},
        **{f"{name}.labelcolor": colours["ink"] for name in ("axes", "xtick", "ytick")},
        "text.color": colours["ink"],
        "text.parse_math": False,
        "text.hinting": "none",
        "axes.edgecolor": colours["rule"],
        "axes.linewidth": thin,
        **{f"axes.spines.{side}": False for side in ("left", "right", "top", "bottom")},
        "axes.facecolor": "none",
        "axes.axisbelow": True,
        "grid.color": colours["rule"],
        "grid.linewidth": thin,
        **{f"{axis}tick.major.size": 0 for axis in "xy"},
        **{f"{axis}tick.minor.size": 0 for axis in "xy"},
        **{f"{axis}tick.major.pad": 0.5 * size("base") for axis in "xy"},
        "hatch.linewidth": thin,
        "hatch.color": colours["quiet"],
        "figure.facecolor": colours["ground"],
        "pdf.fonttype": 42,
        "svg.fonttype": "none",
        "svg.hashsalt": "jianguan",
    }


@cache
def _register(fonts: tuple[Path, ...]) -> str:
    """Make font files known to matplotlib; returns the family name of the first."""
    for path in fonts:
        try:
            font_manager.fontManager.addfont(path)
        except (OSError, RuntimeError) as problem:
            raise ConfigError(f"font {path}: {getattr(problem, 'strerror', None) or problem}") from None
    return font_manager.FontProperties(fname=fonts[0]).get_name()


def read_theme(path: str | Path, style: Style) -> Style:
    """`style` with the colours, font, logo, shape and ground of a TOML file.

    Raises ConfigError, naming the file, for a file that cannot be read or a key that is not known.
    """
    path = Path(path)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ConfigError(f"theme {path}: {problem}") from None
    changes = {key: _theme_value(path, key, value) for key, value in given.items()}
    return replace(style, **changes, **({"latin": ()} if "fonts" in changes else {}))


def _theme_value(path: Path, key: str, value):
    """What one key of a theme means, with file names taken from the theme's own folder."""
    beside = path.resolve().parent
    if key == "colours" and set(value) <= set(COLOURS):
        return COLOURS | value
    if key == "fonts" and len(value) == 2:
        return tuple(beside / name for name in value)
    if key == "logo" and isinstance(value, str):
        return beside / value
    if key == "shape" and value in ("16:9", "4:3"):
        return 16 / 9 if value == "16:9" else 4 / 3
    if key == "transparent" and isinstance(value, bool):
        return value
    raise ConfigError(f"theme {path}: {key} = {value!r} is not understood (colours, fonts, logo, shape, transparent)")


@cache
def labels() -> dict[str, dict[str, str]]:
    """The words of charts by key (lexicons/labels.csv); provinces stand in the order of their official codes."""
    with LABELS.open(encoding="utf-8", newline="") as rows:
        return {row["key"]: row for row in csv.DictReader(rows)}


def province_colours(provinces: Iterable[str]) -> dict[str, str]:
    """A colour for each province: by rank of official code among the corpus's provinces, so the same in every chart.

    The first three differ in grey as in colour; beyond eight, darker shades follow, which only names tell apart.
    """
    known = list(dict.fromkeys([*style().provinces, *map(str, provinces)]))
    codes = [key.removeprefix("province:") for key in labels() if key.startswith("province:")]
    ordered = sorted(known, key=lambda name: (codes.index(name) if name in codes else len(codes), name))
    palette = style().colours["provinces"]
    darker = [1 - 0.22 * (i // len(palette) % 4) for i in range(len(ordered))]
    return {name: _darkened(palette[i % len(palette)], darker[i]) for i, name in enumerate(ordered)}


def _darkened(colour: str, part: float) -> str:
    return to_hex([part * channel for channel in mpl.colors.to_rgb(colour)])


def shade(colour: str, lightness: float) -> str:
    """A colour mixed with white: 0 is the colour itself, 1 is white.

    >>> shade("#000000", 0.5)
    '#808080'
    """
    return to_hex([part + (1 - part) * lightness for part in mpl.colors.to_rgb(colour)])


def sequence() -> LinearSegmentedColormap:
    """The map from little to much, the same for every theme and chart."""
    return LinearSegmentedColormap.from_list("jianguan", style().colours["sequence"])


def readable_on(colour: str) -> str:
    """Ink, white or black: the first that stands out from a ground of this colour enough for small text (WCAG)."""
    inks = style().colours["ink"], "#ffffff", "#000000"
    return next((ink for ink in inks if contrast(ink, colour) >= 4.5), inks[0])


def contrast(one: str, other: str) -> float:
    """How much two colours stand out from each other, 1 to 21 (WCAG 2.2).

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 4)


def _luminance(colour: str) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
    return fsum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))
