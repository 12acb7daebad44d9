"""A portrait of one text in five computed sentences: what it is, says, counts, how it speaks, what it does not name."""

import tomllib
from functools import cache
from importlib.resources import files

import pandas as pd

from jianguan.anchors import document_anchor, group_anchor, layer_anchor
from jianguan.corpus import Corpus
from jianguan.layers import Layers, layers
from jianguan.lexicon import load_lexicon
from jianguan.said import Said, count, document_labels, linked, listed, name, plain, share
from jianguan.tallies import spoken_formulas


@cache
def templates() -> dict[str, dict]:
    """The wording of a portrait, part by part."""
    return tomllib.loads(files("jianguan").joinpath("lexicons/portraits.toml").read_text(encoding="utf-8"))


def portrait(corpus: Corpus, doc: str) -> str:
    """The portrait of one text as Markdown; a part for which there is nothing says so.

    Raises KeyError for a document that the corpus does not hold.
    """
    if doc not in corpus.documents.index:
        raise KeyError(f"no document {doc!r} in this corpus; it has {', '.join(corpus.documents.index)}")
    found, lines = layers(corpus), []
    for part, wording in templates().items():
        values = PARTS[part](found, doc)
        lines.append(f"- **{wording['head']}.** {(wording['text'] if values else wording['empty']).format(**values)}")
    return "\n".join(lines)


def _mine(table, doc: str):
    return table[table["doc"] == doc]


def _what(found: Layers, doc: str) -> dict[str, Said]:
    corpus = found.corpus
    row, body = corpus.documents.loc[doc], _mine(corpus.sentences, doc).query("kind == 'body'")
    cuts = _mine(corpus.cuts, doc)
    return {
        "genre": Said(str(row["genre"]).capitalize(), ""),
        "level": Said(f"{row['level']} level", ""),
        "date": linked(plain(document_labels(corpus).loc[doc, "about_en"].rpartition(", ")[2]), document_anchor(doc)),
        "characters": linked(count(int(found.characters.loc[doc].sum())), document_anchor(doc)),
        "sentences": linked(count(len(body)), document_anchor(doc)),
        "paragraphs": linked(count(body["paragraph"].nunique()), document_anchor(doc)),
        "cut": linked(count(int((cuts["end"] - cuts["start"]).sum())), group_anchor("cuts", doc)),
    }


def _says(found: Layers, doc: str) -> dict[str, Said]:
    labels = _mine(found["themes"], doc)
    if labels.empty:
        return {}
    held = _mine(found.theme_shares, doc).query("n > 0")
    top = held.sort_values(["share", "theme"], ascending=[False, True]).head(3)
    uncoded = 1 - labels["sentence"].nunique() / len(found.characters.loc[doc])
    shown = [linked(share(r.share), group_anchor("themes", doc, r.theme)).en for r in top.itertuples()]
    themes = [f"{name('themes', theme).en.lower()} ({part})" for theme, part in zip(top["theme"], shown, strict=True)]
    return {
        "themes": listed([plain(theme) for theme in themes]),
        "uncoded": linked(share(uncoded), group_anchor("themes", doc, "none")),
    }


def _counts(found: Layers, doc: str) -> dict[str, Said]:
    table = _mine(found["quantities"], doc)
    if table.empty:
        return {}
    status = table["status"].value_counts()
    about = table.loc[table["theme"].fillna("") != "", "theme"].value_counts(sort=False).sort_index()
    about = about.sort_values(ascending=False, kind="stable").head(3)
    return {
        **{f"{word}s": _opening("quantities", doc, kind, status) for word, kind in STATUSES.items()},
        "about": listed(
            [plain(name("themes", t).en.lower()) for t in about.index] or [plain("no theme of the codebook")]
        ),
    }


STATUSES = {"result": "achieved", "change": "change", "target": "target"}


def _opening(layer: str, doc: str, kind: str, counts: pd.Series) -> Said:
    """How many there are of a kind in one text, opening their sentences where there are any."""
    n = int(counts.get(kind, 0))
    return linked(count(n), group_anchor(layer, doc, kind)) if n else count(0)


def _speaks(found: Layers, doc: str) -> dict[str, Said]:
    spoken = spoken_formulas(_mine(found["slogans"], doc))
    images = _mine(found["images"], doc)["category"].value_counts(sort=False).sort_index()
    duty = _mine(found.modality_rates, doc).set_index("category")["rate"]
    duties = group_anchor("modality", doc, "obligation")
    lengths, obliged = found.characters.loc[doc], duty.get("obligation", 0)
    parallel = float(found.parallel_shares.set_index("doc").loc[doc, "share"])
    return {
        "formulas": linked(count(len(spoken)), group_anchor("formulas", doc)) if len(spoken) else count(0),
        "open": _opening("formulas", doc, "none", spoken["expanded"].value_counts()),
        "parallel": linked(share(parallel), group_anchor("parallels", doc, "排比")) if parallel else share(0),
        "images": linked(count(int(images.sum())), document_anchor(doc)) if images.sum() else count(0),
        "domain": _commonest(doc, images),
        "modal": linked(plain(f"{obliged:.1f}"), duties) if obliged else plain("0"),
        "length": linked(plain(f"{lengths.median():.0f}"), document_anchor(doc)),
    }


def _commonest(doc: str, images: pd.Series) -> Said:
    """The commonest domain of images in one text, or all that are as common, each opening its sentences."""
    first = images[images == images.max()].index
    said = [linked(plain(name("metaphors", kind).en.lower()), group_anchor("metaphors", doc, kind)) for kind in first]
    return listed(said) if said else plain("none")


def _leaves(found: Layers, doc: str) -> dict[str, Said]:
    named = set(_mine(found["duties"], doc)["category"])
    absent = [duty for duty in load_lexicon("duties")["category"].drop_duplicates() if duty not in named]
    words = [plain(name("duties", duty).en.lower()) for duty in absent]
    return {"absent": linked(count(len(absent)), layer_anchor("duties")), "duties": listed(words)} if absent else {}


PARTS = {"what": _what, "says": _says, "counts": _counts, "speaks": _speaks, "leaves": _leaves}
