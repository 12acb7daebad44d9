"""Speed as ratios, measured side by side in one run: `make bench`, or `python run.py --full` for the long ones too.

All times but those of the report are processor seconds of one process with one thread, so a busy machine matters
little; each ratio is the median over rounds in which both sides take turns.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported: threads that wait for each other burn seconds

import numpy as np
import pandas as pd
import rjieba
from generate import generate

from jianguan import Corpus, find_words, frequencies, read_corpus
from jianguan.compare import resample
from jianguan.intake.files import seeds_folder
from jianguan.layers import FINDERS
from jianguan.rhetoric.parallelism import _points, is_name, verb_places
from jianguan.scale.dataset import write_tables
from jianguan.words import _jieba

ASKED = ("themes", "quantities", "slogans")
PEERS = ("jianguan", "qhchina", "scattertext")


def seconds(work: Callable) -> float:
    """Processor seconds; what the aligner remembers is forgotten first."""
    for remembered in (_points, verb_places, is_name):
        remembered.cache_clear()
    before = time.process_time()
    work()
    return time.process_time() - before


def medians(rounds: int, **works: Callable) -> dict[str, float]:
    """The median seconds of each work, taken in turn."""
    taken = [{name: seconds(work) for name, work in works.items()} for _ in range(rounds)]
    return {name: median(each[name] for each in taken) for name in works}


def whole(folder: Path, layers: tuple[str, ...]) -> Corpus:
    """The reading of a folder: decode, clean, sentences, words, counts by group, and these layers."""
    corpus = read_corpus(folder)
    frequencies(find_words(corpus, engine="rjieba"), by="province")
    for name in layers:
        FINDERS[name](corpus)
    return corpus


def engines(folder: Path, rounds: int) -> dict[str, float]:
    """Throughputs against that of `jieba.lcut` alone, and of `find_words` against the engine inside it."""
    corpus, fast = read_corpus(folder), rjieba.Jieba()
    corpus.passages  # noqa: B018 (folded once, outside the clock)
    texts = list(corpus.texts.values())
    found = medians(
        rounds,
        jieba=lambda: [_jieba().lcut(text) for text in texts],
        rjieba=lambda: [fast.cut(text) for text in texts],
        words_jieba=lambda: find_words(corpus),
        words_rjieba=lambda: find_words(corpus, engine="rjieba"),
        asked=lambda: whole(folder, ASKED),
        plain=lambda: whole(folder, ASKED[:2]),
        everything=lambda: whole(folder, (*ASKED, "parallels")),
    )
    size = sum(len(text.encode()) for text in texts) / 1e6
    return {
        "jieba.lcut alone, MB/s": size / found["jieba"],
        "rjieba alone / jieba.lcut": found["jieba"] / found["rjieba"],
        "find_words / jieba": found["jieba"] / found["words_jieba"],
        "find_words / rjieba": found["rjieba"] / found["words_rjieba"],
        "whole reading / jieba.lcut": found["jieba"] / found["asked"],
        "whole with parallels / jieba.lcut": found["jieba"] / found["everything"],
        "whole without slogans and parallels / jieba.lcut": found["jieba"] / found["plain"],
    }


def linearity(folder: Path, small: float, large: float) -> dict[str, float]:
    """Seconds for each megabyte of `write_tables`, many against few."""
    cost = {}
    for size in (small, large):
        pages = generate(folder / f"{size:g}", size)
        cost[size] = seconds(lambda p=pages, s=size: write_tables(p, folder / f"tables-{s:g}", workers=1)) / size
    return {f"cost of a MB, {large:g} MB against {small:g} MB": cost[large] / cost[small], "MB/s": 1 / cost[large]}


def resampling(rounds: int, sentences: int = 100_000, categories: int = 300, documents: int = 2000) -> dict[str, float]:
    """1,000 draws against one product of matrices of the same sizes."""
    values = (np.random.default_rng(1).random((sentences, categories)) < 0.02).astype(np.float32)
    docs = np.repeat([f"d{i:05}" for i in range(documents)], sentences // documents)
    index = pd.MultiIndex.from_arrays([docs, np.arange(sentences)], names=["doc", "sentence"])
    counts = pd.DataFrame(values, index, [f"c{i:03}" for i in range(categories)])
    groups = pd.Series([f"g{i % 31:02}" for i in range(documents)], counts.index.unique("doc"))
    weights = np.random.default_rng(2).random((1000, sentences), dtype=np.float32)
    found = medians(rounds, product=lambda: weights @ values, resample=lambda: resample(counts, groups=groups))
    return {"resample / matrix product": found["resample"] / found["product"]}


def peers(folder: Path, rounds: int) -> dict[str, str]:
    """Keyness beside other tools, where the variables QHCHINA and SCATTERTEXT name a Python that has them."""
    words = find_words(read_corpus(folder), engine="rjieba")
    groups: dict[str, list[list[str]]] = {}
    for (province, _), rows in words.groupby(["province", "doc"]):
        groups.setdefault(province, []).append(rows["word"].tolist())
    path, results = folder / "words.json", {}
    path.write_text(json.dumps(groups), encoding="utf-8")
    for tool in PEERS:
        python = sys.executable if tool == "jianguan" else os.environ.get(tool.upper())
        if python:
            script = [python, str(Path(__file__).with_name("peers.py")), tool, str(path)]
            runs = [json.loads(subprocess.check_output(script, stderr=subprocess.DEVNULL)) for _ in range(rounds)]
            middle = sorted(runs, key=lambda run: run["seconds"])[rounds // 2]
            about = f"keyness of {len(words):,} words, {middle['tool']}"
            results[about] = f"{middle['seconds']} s, {middle['peak MB']} MB"
    return results


def report(folder: Path, rounds: int) -> dict[str, float]:
    """The report, warm, against the same cells as plain scripts in one process; by the clock, as it uses all cores."""
    build = [sys.executable, "-m", "jianguan", "report", "--out", str(folder / "report")]
    plain = [sys.executable, str(Path(__file__).with_name("cells.py"))]
    environment = os.environ | {"JIANGUAN_FIGURES": str(folder)}
    taken = []
    for _ in range(rounds):
        clocks = [time.monotonic()]
        for command in (build, plain):
            subprocess.run(command, env=environment, check=True, capture_output=True)
            clocks.append(time.monotonic())
        taken.append((clocks[1] - clocks[0]) / (clocks[2] - clocks[1]))
    return {"make report / its cells as plain scripts": median(taken)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--full", action="store_true", help="also the report, 10 MB against 1 MB, and other tools")
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = generate(Path(place) / "pages", 1)
        whole(seeds_folder(), (*ASKED, "parallels"))  # loads dictionaries, compiles patterns
        results = engines(folder, chosen.rounds) | resampling(chosen.rounds)
        if chosen.full:
            results |= report(Path(place), 3) | linearity(Path(place) / "linear", 1, 10) | peers(folder, 3)
    for name, value in results.items():
        print(f"{name:55} {value if isinstance(value, str) else format(value, '.2f')}")


if __name__ == "__main__":
    main()
