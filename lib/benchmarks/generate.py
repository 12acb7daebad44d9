"""Corpora of any size made from the seeds: real pages, their sentences dealt anew. The same seed, the same bytes."""

import random
from collections.abc import Iterator
from pathlib import Path

from jianguan import Corpus, read_corpus


def generate(folder: Path, megabytes: float, *, seed: int = 1, seeds: Path | None = None) -> Path:
    """Write documents of some 7 kB until `megabytes` are full: the head and foot of a seed, sentences of all of them.

    Returns the folder, which is made where it is missing; documents are called `000000.txt` and so on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number, page in enumerate(pages(read_corpus(seeds), random.Random(seed))):
        data = page.encode("utf-8")
        (folder / f"{number:06}.txt").write_bytes(data)
        written += len(data)
        if written >= megabytes * 1e6:
            return folder
    raise AssertionError("pages never end")


def pages(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    """Endless pages; a body has as many sentences as that of the page it borrows."""
    sentences = corpus.sentences.query("kind == 'body'")
    texts = sentences["text"].tolist()
    frames = [_frame(corpus.text(doc), rows) for doc, rows in sentences.groupby("doc", sort=True)]
    while True:
        head, foot, size = chance.choice(frames)
        yield f"{head}{_paragraphs(chance.sample(texts, size), chance)}{foot}"


def _frame(text: str, body) -> tuple[str, str, int]:
    return text[: body["start"].min()], text[body["end"].max() :], len(body)


def _paragraphs(sentences: list[str], chance: random.Random) -> str:
    """The sentences in paragraphs of one to four."""
    return "".join(sentence + chance.choice(["", "", "\n\n"]) for sentence in sentences)
