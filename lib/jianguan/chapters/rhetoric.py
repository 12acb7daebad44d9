"""Chapter 04: formulas with what they stand for, parallel groups in columns, and the glossary."""

import re

import pandas as pd

from jianguan.anchors import document_anchor, group_anchor, href, span_anchor
from jianguan.corpus import Corpus
from jianguan.evidence import Display, embedded, linked_rows, linked_table, templates
from jianguan.rhetoric.voice import find_voices, sentence_lengths, speaker_shares
from jianguan.said import document_labels
from jianguan.said import glossary as entries
from jianguan.tallies import tally
from jianguan.wording import percent

SLOT = "＿"
WIDE = 12  # texts that stand side by side in a table
HEADS = {"name_en": "stance", "label_en": "text"}


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
    return linked_rows(table, anchors)


def aligned(parallels: pd.DataFrame, corpus: Corpus, *, best: int = 5) -> Display:
    """The parallel groups that share most of their words, a member a line, the shared frame marked."""
    groups = parallels[parallels["strict"] & (parallels["kind"] == "排比")]
    labels = document_labels(corpus)["label_en"]
    shown = []
    for group, rows in groups.groupby("group"):
        pattern = rows["frame"].iloc[0]
        shared = len(pattern.replace(SLOT, "").replace(",", ""))
        members = [
            {"href": href(span_anchor("parallels", r.doc, r.start, r.end)), "pieces": list(_framed(r.text, pattern))}
            for r in rows.itertuples()
        ]
        doc = rows["doc"].iloc[0]
        about = {"text": labels[doc], "href": href(document_anchor(doc)), "frame": pattern, "members": members}
        shown.append((shared * len(rows), group, about))
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


def stance_table(stance: pd.DataFrame, corpus: Corpus) -> Display:
    """How often each text praises, blames and spares, each count opening its sentences; many texts run downwards."""
    counts = tally(stance, corpus, of="category", layer="stance")
    counts = counts[counts["doc"].isin(embedded(corpus))]
    anchors = [group_anchor("stance", r.doc, r.category) if r.n else "" for r in counts.itertuples()]
    sides = ["name_en", "label_en"][:: 1 if len(corpus.documents) <= WIDE else -1]
    wide = counts.assign(anchor=anchors).pivot(index=sides[0], columns=sides[1])
    table = wide["n"].reset_index(names=HEADS[sides[0]]).rename_axis(columns=None)
    return linked_table(table, {label: wide["anchor"][label] for label in wide["anchor"]})


def lengths_table(corpus: Corpus) -> Display:
    """`sentence_lengths` by text, each row opening the text."""
    table = sentence_lengths(corpus).rename(columns={"doc": "text"}).drop(columns="province")
    anchors = [document_anchor(doc) for doc in table["text"]]
    return linked_rows(table.assign(text=table["text"].map(document_labels(corpus)["label_en"])), anchors)


def phrase_table(phrases: pd.DataFrame, *, most: int = 30) -> Display:
    """The phrases that most texts share: `phrase, documents, provinces, kind`, each opening its places."""
    ranked = phrases.drop_duplicates("phrase").sort_values(["documents", "phrase"], ascending=[False, True])
    table = ranked[["phrase", "documents", "provinces", "kind"]].head(most)
    return linked_rows(table, [group_anchor("spread", r.phrase, r.documents) for r in table.itertuples()])


def speaker_table(corpus: Corpus) -> Display:
    """Who speaks in each text, and how much of it (`speaker_shares`), each row opening the speaker's sentences."""
    table = speaker_shares(find_voices(corpus)).rename(columns={"doc": "text"}).drop(columns="province")
    anchors = [group_anchor("speakers", r.text, r.speaker) for r in table.itertuples()]
    shown = table.assign(text=table["text"].map(document_labels(corpus)["label_en"]), share=table["share"].map(percent))
    return linked_rows(shown, anchors)


def glossary(corpus: Corpus) -> Display:
    """The glossed terms that these texts use: `term, pinyin, literal, meaning`."""
    bodies = "".join(corpus.sentences["text"])
    used = [entry for term, entry in entries().items() if term in bodies]
    return linked_table(pd.DataFrame(used, columns=["term", "pinyin", "literal", "meaning"]), {})
