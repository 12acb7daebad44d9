"""The findings at a glance: a card each, with its picture, its grade, its caveat and the way to its evidence."""

import pandas as pd

from jianguan.anchors import figure_href, href, texts_anchor
from jianguan.evidence import Display, templates
from jianguan.style import style


def cards(findings: pd.DataFrame) -> Display:
    """The findings that hold as cards, in the order of the table and the language of the style.

    Takes `chapter, figure, holds, claim_en, pieces_en, caveat_en, alt_en, texts, docs, grade`, and the same in `_zh`.
    """
    held, lang = findings[findings["holds"]], style().lang
    records = [
        {part: row[f"{part}_{lang}"] for part in ("claim", "pieces", "caveat", "alt")}
        | {name: row[name] for name in ("figure", "texts", "grade")}
        | {"chart": figure_href(row["chapter"], row["figure"]), "carriers": href(texts_anchor(row["docs"]))}
        for row in held.to_dict("records")
    ]
    body = templates().get_template("cards.html.j2").render(findings=records)
    return Display(body, "\n".join(f"{r['claim']} ({r['texts']} texts, {r['grade']})" for r in records))
