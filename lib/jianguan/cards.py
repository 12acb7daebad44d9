"""The findings at a glance: a card each, with its picture, its grade, its caveat and the way to its evidence."""

import pandas as pd

from jianguan.evidence import Display, templates


def cards(findings: pd.DataFrame, *, lang: str = "en") -> Display:
    """The findings that hold as cards, in the order of the table.

    Parameters
    ----------
    findings: `finding, chapter, figure, holds, claim_en, caveat_en, texts, grade` (and the same in `_zh`).
    lang: the language of the cards, `en` or `zh`.
    """
    held = findings[findings["holds"]]
    records = [
        {"claim": row[f"claim_{lang}"], "caveat": row[f"caveat_{lang}"], "alt": row.get(f"alt_{lang}", "")}
        | {name: row[name] for name in ("finding", "chapter", "figure", "texts", "grade")}
        for row in held.to_dict("records")
    ]
    body = templates().get_template("cards.html.j2").render(findings=records, lang=lang)
    return Display(body, "\n".join(f"{r['claim']} ({r['texts']} texts, {r['grade']})" for r in records))
