"""Images: the word list against both codings, and the places where a word is no image."""

from pathlib import Path

import pandas as pd
import pytest
from test_lexicon import corpus_of

from jianguan.corpus import read_corpus
from jianguan.lexicon import find_terms, load_lexicon
from jianguan.rhetoric.images import find_images

GOLD = pd.read_csv(Path(__file__).parents[2] / "seeds/gold/metaphors.csv")
UNSEEN = Path(__file__).parent / "unseen"
DOMAINS = ["war", "road/race", "building", "body/animal", "machine", "nature", "light/window", "theatre/service"]


@pytest.fixture(scope="module")
def seeds():
    return read_corpus()


def scores(hits: pd.DataFrame, coded: pd.DataFrame) -> tuple[float, float, float]:
    """Precision, recall and F1 of spans; an overlap is a hit."""
    pairs = hits.reset_index().merge(coded.reset_index(), on="doc", suffixes=("", "_coded"))
    pairs = pairs[(pairs["start"] < pairs["end_coded"]) & (pairs["end"] > pairs["start_coded"])]
    precision, recall = pairs["index"].nunique() / len(hits), pairs["index_coded"].nunique() / len(coded)
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_images_agree_with_the_coding_of_the_seeds(seeds):
    assert scores(find_terms(seeds, "metaphors"), GOLD)[2] >= 0.95


def test_images_agree_without_the_words_taken_from_any_seed(seeds):
    images = load_lexicon("metaphors")
    assert scores(find_terms(seeds, images[images["source"] == "field"]), GOLD)[2] >= 0.88


@pytest.mark.parametrize("doc", sorted(GOLD["doc"].unique()))
def test_a_document_is_read_nearly_as_well_without_the_words_taken_from_it(seeds, doc):
    corpus, coded, images = seeds.within(doc=doc), GOLD[GOLD["doc"] == doc], load_lexicon("metaphors")
    without = images[images["source"] != f"seed:{doc}"]
    assert scores(find_terms(corpus, without), coded)[2] >= scores(find_terms(corpus, images), coded)[2] - 0.05


def test_images_are_as_many_as_the_coders_saw(seeds):
    found, coded = find_images(seeds), GOLD[GOLD["coders"] == "AB"]
    assert scores(found, GOLD)[2] >= 0.95
    assert len(coded) <= len(found) <= 1.05 * len(GOLD)


def test_words_of_one_domain_in_one_clause_are_one_image():
    found = find_images(corpus_of("打赢经济发展翻身仗,守住“安全底线”。", "守住安全,守住底线。"))
    assert found["text"].tolist() == ["打赢经济发展翻身仗", "守住“安全底线", "守住", "守住底线"]
    assert found["term"].tolist()[0] == "打赢…翻身仗"


def test_words_of_two_domains_are_two_images_and_the_liveliest_word_decides():
    found = find_images(corpus_of("使进度条压过时间轴,激发动力,打造高地。"))
    assert found["category"].tolist() == ["machine", "machine", "war"]
    assert found["strength"].tolist() == ["live", "conventional", "conventional"]


def test_images_of_nothing_and_of_an_own_list():
    assert find_images(corpus_of("今天开会。")).empty
    own = pd.DataFrame({"category": ["sea"], "term": ["灯塔"]})
    assert find_images(corpus_of("灯塔和底线。"), own)["strength"].tolist() == ["conventional"]


def test_image_spans_point_into_the_raw_text(seeds):
    assert all(seeds.text(r.doc)[r.start : r.end] == r.text for r in find_images(seeds).itertuples())


def test_source_domains_agree_with_a_coder(seeds):
    pairs = find_terms(seeds, "metaphors").merge(GOLD, on="doc", suffixes=("", "_coded"))
    pairs = pairs[(pairs["start"] < pairs["end_coded"]) & (pairs["end"] > pairs["start_coded"])]
    agreed = (pairs["category"] == pairs["domain_a"]) | (pairs["category"] == pairs["domain_b"])
    assert agreed.mean() >= 0.95


def test_every_image_has_a_domain_a_strength_and_a_source():
    images = load_lexicon("metaphors")
    assert set(images["category"]) == {*DOMAINS, "examination", "other"}
    assert set(images["strength"]) <= {"live", "conventional", "technical"}
    assert (images["source"] != "").all()
    assert not images["term"].duplicated().any()


@pytest.mark.parametrize(
    ("sentence", "domain"),
    [
        ("打好防疫物资保供战。", "war"),
        ("当好改革的先锋队。", "war"),
        ("打通服务企业最后一公里。", "road/race"),
        ("筑牢食品安全防火墙。", "building"),
        ("给消费者吃下定心丸。", "body/animal"),
        ("为发展注入新动能。", "machine"),
        ("培厚营商环境的沃土。", "nature"),
        ("擦亮质量强省的底色。", "light/window"),
        ("当好企业的娘家人。", "theatre/service"),
        ("交出一份优异的成绩单。", "examination"),
        ("下好改革先手棋。", "other"),
    ],
)
def test_conventional_images_of_the_genre_are_known(sentence, domain):
    assert domain in set(find_terms(corpus_of(sentence), "metaphors")["category"])


@pytest.mark.parametrize(
    "sentence",
    [
        "全面实施食品安全战略。",
        "检查动力电池和电动机。",
        "推进道路交通安全治理。",
        "建设公共检测服务平台。",
        "保护生态环境。",
        "先行赔付消费者损失。",
        "剑阁县局开展检查。",
        "面对困难和挑战。",
        "销量突破100万台。",
        "检测土壤污染。",
        "合力推进改革。",
    ],
)
def test_the_same_words_in_their_plain_sense_are_no_images(sentence):
    assert find_terms(corpus_of(sentence), "metaphors").empty


def test_one_crisis_has_its_wordings(seeds):
    found = find_terms(seeds, "families").groupby("category")["doc"].nunique()
    assert found["two_battles"] == 2
    assert found["victory"] == 1
    assert find_terms(corpus_of("实施四大战略,推进双随机监管。"), "families").empty


def test_images_of_documents_that_were_not_seen():
    unseen = read_corpus(UNSEEN / "documents")
    coded = pd.read_csv(UNSEEN / "gold/metaphors.csv").query("where == 'body'")
    found = find_images(unseen)
    assert scores(found[found["doc"].isin(coded["doc"])], coded)[2] >= 0.8
