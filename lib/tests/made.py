"""Corpora made for a test: headings begin with #, paragraphs are lines, sentences end in 。 or ;."""

import re

import pandas as pd

from jianguan.corpus import Corpus

SENTENCES = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text"]


def made(text: str, doc: str = "d", **fields) -> Corpus:
    """One made document of 2021 (fields of `documents` may be given)."""
    rows, section = [], ""
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        if line[0].startswith("#"):
            section = line[0][1:]
            place = line.start() + 1, line.end(), section
            rows.append((doc, "湖南", len(rows), paragraph, section, "heading", "", *place))
            continue
        for sentence in re.finditer(r"[^。;]+[。;]?", line[0]):
            start = line.start() + sentence.start()
            place = start, start + len(sentence[0]), sentence[0]
            rows.append((doc, "湖南", len(rows), paragraph, section, "body", "", *place))
    told = {"province": "湖南", "place": "湖南省", "level": "province", "genre": "meeting news", "year": 2021}
    documents = pd.DataFrame([told | {"sha256": "0"} | fields], index=pd.Index([doc], name="doc"))
    cuts = pd.DataFrame(columns=["doc", "start", "end", "text", "rule"])
    return Corpus(documents, pd.DataFrame(rows, columns=SENTENCES), cuts, pd.DataFrame(), {doc: text})
