"""Words: hard terms stay whole, engines agree, kinds separate names and grammar, no shared cache is read."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lexicon import corpus_of

from jianguan import words as words_module
from jianguan.corpus import Corpus, read_corpus
from jianguan.names import persons
from jianguan.words import KINDS, find_words

HARD = (
    "证照分离 一件事一次办 双随机、一公开 两品一械 三高四新",
    "营商环境 知识产权 特种设备 高质量发展 三集中、三到位 2个100% 4812",
    "3·15 12315 互联网+监管 一网通办 个体工商户 公平竞争审查 事中事后监管 首违不罚 明厨亮灶",
    "党政同责 放心消费 一品牌、一平台",
    "检验检测 认证认可 反不正当竞争 经营异常名录 僵尸企业 商事制度 质量强省 药品安全 数字化改革 五个千万百计",
)


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return read_corpus()


@pytest.fixture(scope="module")
def words(seeds):
    return find_words(seeds)


def kind_of(sentence: str) -> dict[str, str]:
    found = find_words(corpus_of(sentence))
    return dict(zip(found["word"], found["kind"], strict=True))


@pytest.mark.parametrize("term", " ".join(HARD).split())
@pytest.mark.parametrize("engine", ["jieba", "jieba-nohmm", "rjieba"])
def test_hard_terms_are_one_word(term, engine):
    words = find_words(corpus_of(f"全面推行“{term}”工作,深化{term}。"), engine=engine)["word"]
    assert list(words).count(term) == 2


def test_a_term_inside_a_longer_number_is_not_cut_out():
    assert "12315" not in set(find_words(corpus_of("电话0571-1231588,共412315件"))["word"])


def test_table_and_offsets(seeds, words):
    assert list(words.columns) == ["doc", "province", "sentence", "start", "end", "text", "word", "kind"]
    assert set(words["kind"]) == set(KINDS)
    assert all(seeds.text(row.doc)[row.start : row.end] == row.text for row in words.itertuples())
    assert not words["word"].str.fullmatch(r"\W*").any()


def test_words_keep_the_printed_spelling_beside_the_folded():
    found = find_words(corpus_of("食品抽检３９．２万批次,加强市场\u200b监管"))
    shown = dict(zip(found["word"], found["text"], strict=True))
    assert shown["39.2"] == "３９．２" and shown["市场监管"] == "市场\u200b监管"


def test_names_numbers_and_grammar_are_separable():
    kinds = kind_of("江苏省市场监管局局长朱勤虎和副局长吴永才、冯新南在无锡市指出,查办案件3415件,优化营商环境。")
    names = {word for word, kind in kinds.items() if kind == "name"}
    assert {"朱勤虎", "吴永才", "冯新南", "无锡市"} <= names and "营商环境" not in names
    assert (kinds["3415"], kinds["和"], kinds["营商环境"]) == ("number", "function", "content")


def test_measure_words_and_statistical_verbs_are_no_content():
    kinds = kind_of("新增经营主体3.2万户,同比增长8个百分点,罚没120万元。")
    assert {word for word, kind in kinds.items() if kind == "content"} == {"经营主体", "罚没"}


@pytest.mark.parametrize("text", ["局长应邀出席", "主任安排部署工作", "书记高度重视安全", "市长质量奖获奖企业"])
def test_what_follows_a_post_is_not_always_a_person(text):
    assert persons(text) == []


def test_no_person_is_named_where_no_post_stands():
    assert persons("徐润龙强调,药品安全形势稳定。") == []
    assert persons("局长徐润龙主持。徐润龙强调。") == ["徐润龙"]


def test_rjieba_gives_the_same_words(seeds, words):
    assert find_words(seeds, engine="rjieba").equals(words)


@settings(max_examples=150, deadline=None)
@given(st.text("市场监管的安全3.5%a-+_&# 、，。年２〇龦㐀\ue000\ue001质量发展b", min_size=1, max_size=60))
def test_rjieba_gives_the_same_words_on_any_text(text):
    corpus = corpus_of(text.strip() or "无")
    assert find_words(corpus, engine="rjieba").equals(find_words(corpus))


@pytest.mark.parametrize("attack", ["的" * 100_000, "局长王王" * 25_000, "3·15、" * 20_000, "\ue000\ue001" * 9])
def test_hostile_text_is_cut_soon_and_alike(attack):
    begun = time.process_time()
    words = find_words(corpus_of(attack))
    assert time.process_time() - begun < 5  # jieba itself takes 34 s for the first
    assert find_words(corpus_of(attack), engine="rjieba").equals(words)


def test_an_unknown_engine_is_refused():
    with pytest.raises(ValueError, match="pkuseg.*use jieba"):
        find_words(corpus_of("监管"), engine="pkuseg")


def test_no_body_gives_an_empty_table(seeds):
    assert find_words(seeds.within(doc=[])).empty


def test_a_planted_cache_changes_nothing(tmp_path):
    shared, home = tmp_path / "shared", tmp_path / "home"
    shared.mkdir()
    home.mkdir()
    (shared / "jieba.cache").write_bytes(b"planted")
    program = (
        "from test_lexicon import corpus_of\nfrom jianguan.words import find_words\n"
        "print('/'.join(find_words(corpus_of('深化证照分离改革'))['word'].tolist()).encode('utf-8'))"
    )
    paths = f"{Path(words_module.__file__).parents[1]}:{Path(__file__).parent}"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={"PYTHONPATH": paths, "TMPDIR": str(shared), "PATH": "", "HOME": str(home)},
        capture_output=True,
        check=False,
    )
    assert (run.stdout.strip().decode(), run.stderr) == (str("深化/证照分离/改革".encode()), b"")
    assert [(path.name, path.read_bytes()) for path in shared.iterdir()] == [("jieba.cache", b"planted")]


def test_importing_loads_no_dictionary():
    program = "import sys, jianguan.words\nprint('jieba' in sys.modules, 'rjieba' in sys.modules)"
    env = {"PYTHONPATH": str(Path(words_module.__file__).parents[1])}
    run = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True)
    assert run.stdout.split() == [b"False", b"False"]


def test_hmm_changes_few_words(seeds, words):
    """The robustness check: words the dictionary lacks are few, so themes and keyness hardly hang on guessing."""
    plain = find_words(seeds, engine="jieba-nohmm")
    shared = words.merge(plain, on=["doc", "start", "end"])
    assert len(shared) / len(words) > 0.95
