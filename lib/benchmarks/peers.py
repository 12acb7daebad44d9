"""Keyness of each group against the others, by one tool in its own environment: `python peers.py TOOL WORDS.json`.

WORDS.json holds, for each group, a list of the words of each document. Prints the tool's version, its seconds and the
peak of its memory; reading the words is not timed.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

Words = dict[str, list[list[str]]]


def with_jianguan(groups: Words) -> Callable:
    import pandas as pd

    from jianguan import keyness

    rows = [(g, f"{g}{i}", word) for g, docs in groups.items() for i, words in enumerate(docs) for word in words]
    table = pd.DataFrame(rows, columns=["province", "doc", "word"])
    return lambda: keyness(table, by="province")


def with_qhchina(groups: Words) -> Callable:
    from qhchina.analytics.stylometry import compare_corpora

    def compare() -> None:
        for group, docs in groups.items():
            rest = [words for other, more in groups.items() if other != group for words in more]
            compare_corpora(docs, rest, method="log_likelihood")

    return compare


def with_scattertext(groups: Words) -> Callable:
    """It takes texts, so its time includes splitting them at blanks."""
    import pandas as pd
    import scattertext as st

    rows = [(group, " ".join(words)) for group, docs in groups.items() for words in docs]
    table = pd.DataFrame(rows, columns=["group", "text"])

    def compare() -> None:
        built = st.CorpusFromPandas(table, category_col="group", text_col="text", nlp=st.whitespace_nlp).build()
        counts = built.get_unigram_corpus().get_term_freq_df("")
        for group in groups:
            rest = counts.drop(columns=group).sum(axis=1)
            st.LogOddsRatioUninformativeDirichletPrior().get_scores(counts[group], rest)

    return compare


def peak() -> int:
    """The most memory this program has held, in MB (Linux: `getrusage` would count its parent's too)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


if __name__ == "__main__":
    tool = sys.argv[1]
    compare = globals()[f"with_{tool}"](json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    before = time.process_time()
    compare()
    seconds = time.process_time() - before
    print(json.dumps({"tool": f"{tool} {version(tool)}", "seconds": round(seconds, 2), "peak MB": peak()}))
