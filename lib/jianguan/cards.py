"""The findings at a glance: the main ones as headlines; a card each, with picture, grade, caveat and evidence."""

import pandas as pd

from jianguan.anchors import figure_href, href, texts_anchor
from jianguan.evidence import Display, templates
from jianguan.style import style
from jianguan.wording import word

SUBJECTS = ["02", "03", "04"]  # themes, enforcement, rhetoric: what the report compares


def headlines(findings: pd.DataFrame) -> Display:
    """The first finding that holds in each of the three subjects, to be read before all else."""
    held, lang = findings[findings["holds"]], style().lang
    first = held[held["chapter"].isin(SUBJECTS)].sort_values("chapter", kind="stable").drop_duplicates("chapter")
    records = [
        {"chart": figure_href(row["chapter"], row["figure"]), "pieces": row[f"pieces_{lang}"]}
        | {"claim": row[f"claim_{lang}"], "subject": word(f"subject:{row['chapter']}")}
        for row in first.to_dict("records")
    ]
    body = templates().get_template("headlines.html.j2").render(findings=records)
    return Display(body, "\n".join(f"{r['subject']}: {r['claim']}" for r in records))


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
