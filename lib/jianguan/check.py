"""What the library read from a folder, a line a document, and what changed there since the last look."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from platformdirs import user_cache_path

from jianguan.corpus import Corpus
from jianguan.said import known

SHOWN = ["title", "province", "place", "level", "genre", "published", "event_date", "year", "publisher", "source"]


def describe_documents(corpus: Corpus) -> Iterator[str]:
    """One line a document: what was found, from where if not from the text, and what is missing."""
    sizes = corpus.sentences.groupby("doc").size()
    for doc, row in corpus.documents.iterrows():
        facts = [f"{field} {row[field]}{_origin(row, field)}" for field in SHOWN if known(row[field])]
        missing = [field for field in SHOWN if not known(row[field])]
        yield f"{doc}: {sizes.get(doc, 0)} sentences; {'; '.join(facts)}; missing: {', '.join(missing) or 'nothing'}"


def _origin(row: pd.Series, field: str) -> str:
    """Where a value comes from, unless the text states it."""
    origin = row.get(f"{field}_from", "text")
    return "" if not known(origin) or origin == "text" else f" ({origin})"


def describe_notes(notes: pd.DataFrame) -> Iterator[str]:
    """One line a note: what was skipped, repaired or guessed."""
    for note in notes.itertuples():
        yield f"{note.severity}: {note.file}: {note.problem}; {note.action}"


def changes_since_last_time(corpus: Corpus, folder: Path) -> Iterator[str]:
    """One line for each document that is new, changed or gone since this folder was last checked.

    The record lies in the user's cache folder, never in the corpus; where none can be kept, every time is the first.
    """
    record = _record(folder)
    before, now = _remembered(record), dict(corpus.documents["sha256"])
    if before is None:
        yield "first check of this folder"
    else:
        yield from (f"new since the last check: {doc}" for doc in sorted(set(now) - set(before)))
        yield from (f"changed since the last check: {d}" for d in sorted(set(now) & set(before)) if now[d] != before[d])
        yield from (f"gone since the last check: {doc}" for doc in sorted(set(before) - set(now)))
        if before == now:
            yield "nothing changed since the last check"
    _remember(record, now)


def _record(folder: Path) -> Path:
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("jianguan") / f"{name}.json"


def _remembered(record: Path) -> dict[str, str] | None:
    try:
        return json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _remember(record: Path, hashes: dict[str, str]) -> None:
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(hashes, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    except OSError:
        return
