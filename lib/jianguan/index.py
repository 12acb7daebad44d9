"""The lists that every bar, cell and count opens: the sentences of each group of spans, or its places in context.

Groups are nested: `group_anchor(layer, document, category)` is one text's part of `group_anchor(layer, category)`, and
all groups of a layer stand at `layer_anchor(layer)`. Of a corpus of many texts each list gives some examples, and says
how many more there are; a query of the span table gives the rest.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence

import pandas as pd

from jianguan.anchors import cut_anchor, group_anchor, href, layer_anchor, layer_key, layer_name, sentence_anchor
from jianguan.corpus import Corpus, read_corpus, shortened
from jianguan.evidence import (
    EXAMPLES,
    MANY,
    Display,
    embedded,
    in_context,
    key_name,
    plain,
    sentence_items,
    sentence_places,
    templates,
)
from jianguan.text import masked
from jianguan.wording import named

WINDOW = 8  # characters shown on each side of a place
LONGEST = 30  # characters shown of a place


def evidence_index(
    spans: pd.DataFrame,
    layer: str | None = None,
    by: Sequence[str] = (),
    *,
    outer: str = "",
    corpus: Corpus | None = None,
) -> Display:
    """The sentences of every group of spans, each list at its `group_anchor(layer, *values of by)`.

    Parameters
    ----------
    spans: any span table.
    layer: the name in the anchors; by default the table's lexicon or kind (`layer_name`).
    by: the columns that make a group; by default document and category (status, class, kind).
    outer: the column whose values hold the other groups; by default the last of `by`.
    """
    corpus = corpus or read_corpus()
    layer, by = layer or layer_name(spans), list(by) or ["doc", layer_key(spans)]
    return _index(spans, layer, by, outer or by[-1], corpus, lambda rows: list(sentence_items(rows, corpus)))


def context_index(
    spans: pd.DataFrame, layer: str, by: Sequence[str], *, outer: str = "", corpus: Corpus | None = None
) -> Display:
    """Like `evidence_index`, but one line for each place, with the characters around it, that opens its sentence."""
    corpus = corpus or read_corpus()
    placed = in_context(spans, corpus, WINDOW)
    return _index(placed, layer, list(by), outer or by[-1], corpus, lambda rows: list(_lines(rows, corpus)))


def cut_index(corpus: Corpus) -> Display:
    """Everything that was cut, by text and rule, each stretch opening its place in the text (personal data masked)."""
    cuts = corpus.cuts.assign(sentence=-1)

    def lines(rows: pd.DataFrame) -> list[dict]:
        shown = (shortened(plain(masked(r.text)), LONGEST) for r in rows.itertuples())
        anchors = (cut_anchor(r.doc, r.start) for r in rows.itertuples())
        return [{"href": href(a), "pieces": [(text, False)]} for a, text in zip(anchors, shown, strict=True)]

    return _index(cuts, "cuts", ["doc", "rule"], "doc", corpus, lines)


def _index(
    spans: pd.DataFrame, layer: str, by: list[str], outer: str, corpus: Corpus, shown: Callable[[pd.DataFrame], list]
) -> Display:
    groups = list(_groups(spans.dropna(subset=by), layer, by, outer, corpus))
    few = EXAMPLES if len(corpus.documents) > MANY else None
    for part in (part for group in groups for part in group["parts"]):
        rows = part.pop("rows")
        part |= {"lines": shown(rows[:few]), "more": len(rows) - len(rows[:few])}
    heading = {"id": layer_anchor(layer), "name": named(f"layer:{layer}", layer)}
    body = templates().get_template("index.html.j2").render(groups=groups, heading=heading)
    told = f"{len(spans)} spans in {spans['doc'].nunique()} texts"
    return Display(body, f"{layer} by {', '.join(by)}: {sum(len(g['parts']) for g in groups)} groups, {told}")


def _groups(spans: pd.DataFrame, layer: str, by: list[str], outer: str, corpus: Corpus) -> Iterator[dict]:
    """The groups of each value of `outer`, as records for the template."""
    inner = [column for column in by if column != outer]
    for value, rows in sorted(spans.groupby(outer, sort=False), key=lambda group: str(group[0])):
        held = rows[rows["doc"].isin(embedded(corpus))] if "doc" in by else rows
        if held.empty:
            continue
        parts = sorted(held.groupby(inner or [outer], sort=False), key=lambda group: list(map(str, group[0])))
        yield {
            "id": group_anchor(layer, value) if inner else "",
            "name": key_name(layer, value, corpus),
            "n": len(rows),
            "parts": [_part(keys if inner else (), part, layer, by, corpus) for keys, part in parts],
        }


def _part(keys: tuple[Hashable, ...], rows: pd.DataFrame, layer: str, by: list[str], corpus: Corpus) -> dict:
    anchor = group_anchor(layer, *rows[by].iloc[0])
    return {"id": anchor, "names": [key_name(layer, key, corpus) for key in keys], "n": len(rows), "rows": rows}


def _lines(rows: pd.DataFrame, corpus: Corpus) -> Iterator[dict]:
    for r in rows.itertuples():
        anchor = sentence_anchor(r.doc, sentence_places(corpus)[(r.doc, r.sentence)][0])
        pieces = [(r.left, False), (shortened(r.text, LONGEST), True), (r.right, False)]
        yield {"href": href(anchor), "pieces": [(plain(text), marked) for text, marked in pieces]}
