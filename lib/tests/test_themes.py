"""Theme labels: against both codings of the seeds, the codebook's own examples, and the traps of the field."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from test_lexicon import corpus_of

from jianguan.corpus import SPAN, Corpus, read_corpus
from jianguan.labels import label_sentences
from jianguan.lexicon import FOLDER, find_terms, load_lexicon

GOLD = Path(__file__).parents[2] / "seeds/gold/themes.csv"
THEMES = load_lexicon("themes")
BEYOND = {"advertising", "online_trade"}  # themes the coders of the seeds had no name for


def codebook(lexicon: str = "themes") -> list[dict]:
    with (FOLDER / "categories.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["lexicon"] == lexicon]


def examples(lexicon: str = "themes") -> list[tuple[str, str, bool]]:
    """(category, sentence, does the category hold?) for the codebook's examples and counter-examples."""
    rows = [row for row in codebook(lexicon) if row["category"] != "ceremony"]
    held = [(row["category"], row["example"], True) for row in rows]
    return held + [(row["category"], row["counter_example"].split(" (")[0], False) for row in rows]


TRAPS = [
    ("quality", "推动经济高质量发展"),
    ("food_safety", "统筹发展和安全"),
    ("consumer_protection", "促进消费扩容提质"),
    ("consumer_protection", "生产危险化学品等消费品"),
    ("drug_safety", "省药品监督管理局局长出席会议"),
    ("standards_metrology", "高标准推进各项工作"),
    ("drug_safety", "清理农药残留超标的蔬菜"),
    ("digital_reform", "打击大数据杀熟"),
    ("digital_reform", "这是全省市场监管系统不平凡的一年"),
    ("credit_supervision", "发放信用贷款"),
    ("consumer_protection", "提供知识产权维权援助"),
    ("consumer_protection", "协调解决企业难题340个"),
]
PLAIN = [
    "市局领导班子成员、派驻纪检监察组负责人在主会场参加会议。",
    "局党组书记、局长,党组成员、副局长,二级巡视员出席会议。",
    "2020年是非常之年,也是关键之年。",
]


@cache
def labelled() -> dict[str, set[str]]:
    """The themes of every made-up sentence of these tests, labelled in one go."""
    sentences = [sentence for _, sentence, _ in examples()] + [sentence for _, sentence in TRAPS] + PLAIN
    corpus = corpus_of(*dict.fromkeys(sentences))
    found = label_sentences(corpus, find_terms(corpus, THEMES)).groupby("text")["theme"].agg(set)
    return {sentence: found.get(sentence, set()) for sentence in sentences}


def micro_f1(labels: pd.DataFrame, coder: str) -> float:
    """Agreement on (sentence, theme) pairs, over the sentences that were cut alike."""
    gold = pd.read_csv(GOLD, keep_default_na=False).query("not labels_a.str.contains('not segmented')")
    coded = {(r.doc, r.start, theme) for r in gold.itertuples() for theme in getattr(r, coder).split("|") if theme}
    rows = labels[["doc", "start", "theme"]].itertuples(index=False, name=None)
    places = set(zip(gold["doc"], gold["start"], strict=True))
    ours = {row for row in rows if row[2] not in BEYOND and row[:2] in places}
    return 2 * len(coded & ours) / (len(coded) + len(ours))


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return read_corpus()


@pytest.fixture(scope="module")
def labels(seeds) -> pd.DataFrame:
    return label_sentences(seeds, find_terms(seeds, THEMES))


@pytest.mark.parametrize(("coder", "least"), [("labels_b", 0.80), ("labels_a", 0.77)])
def test_labels_agree_with_the_coders(labels, coder, least):
    assert micro_f1(labels, coder) >= least


@pytest.mark.parametrize("coder", ["labels_b", "labels_a"])
def test_little_is_lost_without_the_terms_of_single_seeds(seeds, labels, coder):
    general = label_sentences(seeds, find_terms(seeds, THEMES[~THEMES["source"].str.startswith("seed:")]))
    assert micro_f1(general, coder) >= micro_f1(labels, coder) - 0.05


def test_the_table(seeds, labels):
    assert list(labels.columns) == [*SPAN, "theme", "weight", "confidence", "terms"]
    assert all(seeds.text(row.doc)[row.start : row.end] == row.text for row in labels.itertuples())
    by_sentence = labels.groupby(["doc", "sentence"])
    assert by_sentence["weight"].sum().round(9).eq(1).all()
    assert by_sentence.size().max() <= 3
    assert labels["confidence"].between(0, 1, inclusive="neither").all()
    assert "ceremony" not in set(labels["theme"])


def test_confidence_ranks_the_labels(labels):
    """Labels both coders share are found among the confident half more often than among the doubtful half."""
    gold = pd.read_csv(GOLD, keep_default_na=False).set_index(["doc", "start"])
    right = [row.theme in gold.loc[(row.doc, row.start), "labels_b"].split("|") for row in labels.itertuples()]
    sure = labels["confidence"] >= labels["confidence"].median()
    share = pd.Series(right).groupby(sure.to_numpy()).mean()
    assert share[True] > share[False] + 0.1


def test_the_codebook_names_every_theme():
    named = [row["category"] for row in codebook()]
    assert set(named) == set(THEMES["category"])
    assert max(Counter(named).values()) == 1
    assert all(all(row.values()) for row in codebook())


@pytest.mark.parametrize(("theme", "sentence", "holds"), examples())
def test_the_examples_of_the_codebook(theme, sentence, holds):
    assert (theme in labelled()[sentence]) is holds


def test_the_examples_of_the_duty_words():
    corpus = corpus_of(*dict.fromkeys(sentence for _, sentence, _ in examples("duties")))
    text = dict(enumerate(corpus.sentences["text"]))
    found = {(row.category, text[row.sentence]) for row in find_terms(corpus, "duties").itertuples()}
    assert [example for example in examples("duties") if (example[:2] in found) is not example[2]] == []


def test_duty_words_the_seeds_do_not_name(seeds):
    """Plain absence of the characters, so that no context column can bring it about."""
    entries = load_lexicon("duties").assign(category=lambda table: table["category"].str.split("|")).explode("category")
    absent = set(entries["category"]) - set(find_terms(seeds, "duties")["category"])
    bodies = "".join(passage.text for passages in seeds.passages.values() for passage in passages)
    named = {row.category for row in entries.itertuples() if row.term in bodies}
    assert absent == set(entries["category"]) - named
    assert {"consumption", "complaints", "advertising", "online"} <= absent
    assert "cosmetics" not in absent, "两品一械 names drugs, cosmetics and medical devices"


@pytest.mark.parametrize(("theme", "sentence"), TRAPS)
def test_words_that_look_like_a_theme(theme, sentence):
    assert theme not in labelled()[sentence]


@pytest.mark.parametrize("sentence", PLAIN)
def test_ceremony_and_plain_sentences_have_no_theme(sentence):
    assert labelled()[sentence] == set()


def test_every_term_has_a_source():
    sources = THEMES["source"]
    assert (sources != "").all()
    assert set(sources[sources.str.startswith("seed:")].str[5:]) <= {
        path.stem for path in GOLD.parents[1].glob("*.txt")
    }
