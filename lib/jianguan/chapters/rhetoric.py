"""Chapter 04: formulas with what they stand for, parallel groups in columns, and the glossary."""

import re

import pandas as pd

from jianguan.anchors import span_anchor
from jianguan.corpus import Corpus
from jianguan.evidence import Display, linked_table, templates
from jianguan.html.prose import glossary as entries
from jianguan.said import document_labels

SLOT = "＿"


def formula_table(formulas: pd.DataFrame, corpus: Corpus) -> Display:
    """Each formula with its number, what the text lists for it, and what is known of it from outside the texts."""
    rows = formulas.drop_duplicates(["doc", "text", "expanded"])
    table = pd.DataFrame(
        {
            "text": rows["doc"].map(document_labels(corpus)["label_en"]),
            "formula": rows["text"],
            "number": rows["number"],
            "explained": rows["expanded"],
            "what the text lists": ["; ".join(items) for items in rows["items"]],
            "known from elsewhere": rows["outside"].fillna(""),
        }
    )
    anchors = [span_anchor("slogans", r.doc, r.start, r.end) for r in rows.itertuples()]
    return linked_table(table, {"formula": anchors})


def aligned(parallels: pd.DataFrame, corpus: Corpus, *, best: int = 5) -> Display:
    """The parallel groups that share most of their words, a member a line, the shared frame marked."""
    groups = parallels[parallels["strict"] & (parallels["kind"] == "排比")]
    labels = document_labels(corpus)["label_en"]
    shown = []
    for group, rows in groups.groupby("group"):
        pattern = rows["frame"].iloc[0]
        shared = len(pattern.replace(SLOT, "").replace(",", ""))
        members = [list(_framed(text, pattern)) for text in rows["text"]]
        shown.append(
            (shared * len(rows), group, {"text": labels[rows["doc"].iloc[0]], "frame": pattern, "members": members})
        )
    shown = [record for _, _, record in sorted(shown, key=lambda s: (-s[0], s[1]))[:best]]
    body = templates().get_template("aligned.html.j2").render(groups=shown)
    return Display(body, f"{len(shown)} of {groups['group'].nunique()} parallel groups")


def _framed(text: str, pattern: str):
    """A member cut into the words of the frame (marked) and its own."""
    parts = [re.escape(part) for part in pattern.split(SLOT)]
    found = re.fullmatch("(.{0,80}?)".join(f"({part})" for part in parts), text)
    if not found:
        yield text, False
        return
    for i, piece in enumerate(found.groups()):
        if piece:
            yield piece, i % 2 == 0


def glossary(corpus: Corpus) -> Display:
    """The glossed terms that these texts use: `term, pinyin, literal, meaning`."""
    bodies = "".join(corpus.sentences["text"])
    used = [entry for term, entry in entries().items() if term in bodies]
    return linked_table(pd.DataFrame(used, columns=["term", "pinyin", "literal", "meaning"]), {})
