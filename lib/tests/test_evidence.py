"""Evidence: anchors never move, spans stand in their sentences, sources hold every character, hostile text is inert."""

import re
from html import unescape
from importlib import import_module

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianguan.anchors import group_anchor, layer_key, layer_name, sentence_anchor, slug
from jianguan.corpus import Corpus, read_corpus
from jianguan.evidence import embedded, evidence, kwic, linked_rows, linked_table, plain
from jianguan.index import evidence_index
from jianguan.sources import highlight
from jianguan.text import masked

HOSTILE = '<script>alert(1)</script>查办"35"件。'


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


@pytest.fixture(scope="module")
def numbers(corpus):
    """A stand-in layer: every digit run, with a status."""
    hits = kwic(corpus, re.compile(r"\d{1,9}")).drop(columns=["left", "right"])
    return hits.assign(status="achieved")


@pytest.fixture(scope="module")
def themes(corpus):
    hits = kwic(corpus, re.compile("食品安全|食品|市场监管|监管")).drop(columns=["left", "right"])
    return hits.assign(term=hits["text"], category=hits["text"].str[:2], lexicon="themes")


@pytest.fixture
def tiny():
    """One document of one hostile sentence after a cut that holds a phone number."""
    text = "电话:025-83206176\n" + HOSTILE
    sentence = ("d<", "湖南", 0, 0, "", "body", "", 16, len(text), HOSTILE)
    columns = ["doc", "province", "sentence", "paragraph", "section", "kind", "speaker", "start", "end", "text"]
    cuts = pd.DataFrame([("d<", 0, 15, text[:15], "contact<b>")], columns=["doc", "start", "end", "text", "rule"])
    index = pd.Index(["d<"], name="doc")
    place = {"province": "湖南", "province_en": "Hunan", "place": "湖南省", "place_en": "<b>", "level": "city"}
    kind = {"genre": "<i>", "genre_zh": "<i>", "published": "", "event_date": "", "year": 2021, "file": "<img src=x>"}
    documents = pd.DataFrame([place | kind], index=index)
    return Corpus(documents, pd.DataFrame([sentence], columns=columns), cuts, pd.DataFrame(), {"d<": text})


@given(st.text(max_size=20), st.text(max_size=20))
def test_slugs_are_safe_in_an_attribute_and_never_collide(a, b):
    assert not re.search(r"[\s\"'<>&.]", slug(a))
    assert (slug(a) == slug(b)) == (a == b)


def test_of_long_tables_and_lists_the_beginning_is_shown_and_the_rest_is_counted(corpus, monkeypatch):
    table = pd.DataFrame({"text": ["x"] * 450, "n": range(450)})
    shown = linked_rows(table, ["a"] * 450)
    assert shown.body.count("<tr>") == 1 + 100 and "and 350 more" in shown.body and "and 350 more" in shown.summary
    assert "more" not in linked_rows(table.head(100), ["a"] * 100).body
    monkeypatch.setitem(evidence.__globals__, "LONG", 20)
    body = corpus.sentences.query("kind == 'body'")
    listed = evidence(body, corpus).body
    assert listed.count("<li") == 20 and f"and {len(body) - 20} more" in listed


def test_layer_is_read_from_the_columns(themes, numbers):
    assert (layer_name(themes), layer_key(themes)) == ("themes", "category")
    assert (layer_name(numbers), layer_key(numbers)) == ("quantities", "status")


def test_kwic_finds_every_occurrence_with_its_context(corpus):
    lines = kwic(corpus, "监管", window=6)
    assert all(corpus.text(r.doc)[r.start : r.end] == r.text == "监管" for r in lines.itertuples())
    for r in lines.itertuples():
        assert corpus.text(r.doc)[r.start - len(r.left) : r.end + len(r.right)] == r.left + r.text + r.right
    assert lines["left"].str.len().max() == 6


def test_kwic_takes_any_spelling_and_reads_a_string_literally(corpus):
    assert len(kwic(corpus, "２０２０")) == len(kwic(corpus, "2020")) > 0
    assert kwic(corpus, "监.").empty
    with pytest.raises(ValueError, match="empty"):
        kwic(corpus, "")


def test_evidence_shows_each_sentence_once_with_all_its_spans(corpus, numbers):
    shown = evidence(numbers, corpus, show=["status"])
    pairs = numbers.drop_duplicates(["doc", "sentence"])
    assert shown.body.count("<li>") == len(pairs)
    assert shown.body.count("<mark>") == len(numbers)
    first = pairs.iloc[0]
    start = corpus.sentences.set_index(["doc", "sentence"]).loc[(first["doc"], first["sentence"]), "start"]
    assert f"#{sentence_anchor(first['doc'], start)}" in shown.body
    assert str(shown).startswith(f"{len(numbers)} spans in ")


def test_evidence_of_another_corpus_is_refused(corpus, numbers):
    wrong = numbers.head(1).assign(text="七")
    with pytest.raises(ValueError, match="is not '七' in this corpus"):
        evidence(wrong, corpus)


def test_evidence_of_nothing_says_so(corpus, numbers):
    assert "No such passage" in evidence(numbers.head(0), corpus).body


def test_index_has_one_list_per_group_at_the_anchor_that_charts_use(corpus, themes):
    body = evidence_index(themes, corpus=corpus).body
    for doc, category in themes[["doc", "category"]].drop_duplicates().itertuples(index=False):
        assert body.count(f'id="{group_anchor("themes", doc, category)}"') == 1


def held_in_part(corpus, monkeypatch):
    """The same corpus, where a report holds but four texts whole."""
    for module in ("jianguan.evidence", "jianguan.index"):
        monkeypatch.setattr(import_module(module), "MANY", 4)
    return corpus.within(doc=list(corpus.documents.index))


def test_of_many_texts_some_examples_stand_for_the_rest(corpus, themes, monkeypatch):
    whole = evidence_index(themes, corpus=corpus).body
    corpus = held_in_part(corpus, monkeypatch)
    monkeypatch.setattr("jianguan.index.EXAMPLES", 1)
    some = evidence_index(themes, corpus=corpus).body
    counts = re.compile(r'</?summary>|<span class="n">(\d+)</span></summary>')
    assert counts.findall(some) == counts.findall(whole)
    (last,), first = set(corpus.documents.index) - set(embedded(corpus)), embedded(corpus)[0]
    category = themes.loc[themes["doc"] == first, "category"].iloc[0]
    more = ((themes["doc"] == first) & (themes["category"] == category)).sum() - 1
    part = some.partition(f'id="{group_anchor("themes", first, category)}"')[2].partition("</ul>")[0]
    assert part.count("<mark>") == 1 and f"and {more} more" in part
    assert group_anchor("themes", last, category) not in some
    assert highlight(corpus, last, themes).body == "" and highlight(corpus, first, themes).body != ""


def test_the_longest_text_of_each_province_is_held_before_a_second_one(corpus, monkeypatch):
    corpus = held_in_part(corpus, monkeypatch)
    lengths, held = pd.Series({doc: len(corpus.text(doc)) for doc in corpus.documents.index}), embedded(corpus)
    assert held.tolist() == [doc for doc in lengths.index if doc in set(held)] and len(held) == 4
    assert set(lengths.groupby(corpus.documents["province"]).idxmax()) < set(held)
    assert lengths.idxmin() not in held


def test_linked_table_links_only_what_has_an_anchor():
    body = linked_table(pd.DataFrame({"doc": ["a", "b"], "n": [3, 0]}), {"n": [group_anchor("x", "a"), ""]}).body
    assert '<a href="06-sources.ipynb#group.x.a">3</a>' in body
    assert "<td>0</td>" in body


@pytest.mark.parametrize(("value", "shown"), [(30200.0, "30,200"), (21570.17, "21,570"), (0.76271, "0.7627"), (None, "–")])
def test_numbers_in_linked_tables_are_written_out(value, shown):
    assert f"<td>{shown}</td>" in linked_table(pd.DataFrame({"n": [value]}), {}).body


def test_source_page_holds_every_visible_character_once(corpus, numbers, themes):
    for doc in corpus.documents.index:
        body = highlight(corpus, doc, numbers, themes).body
        text = body[body.index('<div class="text"') :]
        text = re.sub(r'<span class="(?:offset|rendering)".*?</span>|<small.*?</small>|<[^>]*>', "", text)
        blot = masked(corpus.text(doc))
        assert re.sub(r"\s|•", "", unescape(text)) == re.sub(r"\s|•", "", blot)


def test_every_span_and_sentence_has_its_anchor_once(corpus, numbers, themes):
    body = highlight(corpus, "hunan-2021", numbers, themes).body
    ids = re.findall(r' id="([^"]*)"', body)
    assert len(ids) == len(set(ids))
    for r in themes[themes["doc"] == "hunan-2021"].itertuples():
        assert f"themes.hunan-2021.{r.start}-{r.end}" in ids


def test_crossing_spans_are_split_not_lost(corpus, themes):
    row = themes.iloc[0]
    text, at = corpus.text(row["doc"]), row["start"]
    a = pd.DataFrame([row]).assign(end=at + 2, text=text[at : at + 2])
    b = a.assign(start=at + 1, end=at + 3, text=text[at + 1 : at + 3], lexicon="metaphors")
    body = highlight(corpus, row["doc"], a, b).body
    assert body.count('class="layer layer-4"') == 2 + 1  # two pieces and the switch
    assert body.count('class="layer layer-5"') == 2 + 1


def test_text_of_a_document_is_inert_everywhere(tiny):
    spans = kwic(tiny, re.compile("查办.{4}件|<script>")).assign(lexicon="<i>", category='"><b>')
    shown = [evidence(spans, tiny), evidence_index(spans, corpus=tiny), highlight(tiny, "d<", spans)]
    for body in (s.body for s in shown):
        assert not re.search(r"<script|<img|<i>|<b>(?!\d)", body)
        assert "&lt;script&gt;" in body
    assert "83206176" not in shown[-1].body


def test_masking_keeps_length_and_leaves_counts_alone():
    text = "E-mail:jszlw2012#126.com 手机13812345678 查办35512件"
    assert len(masked(text)) == len(text)
    assert masked(text).endswith("查办35512件")
    assert "138" not in masked(text) and "jszlw" not in masked(text)


def test_a_label_of_a_whole_sentence_stands_after_it(corpus):
    sentence = corpus.sentences[corpus.sentences["kind"] == "body"].iloc[0]
    span = sentence[["doc", "province", "sentence", "start", "end", "text"]]
    labelled = pd.DataFrame([span]).assign(theme="food_safety")
    body = highlight(corpus, sentence["doc"], labelled).body
    anchor = group_anchor("themes", sentence["doc"], "food_safety")
    assert f'href="06-sources.ipynb#{anchor}">Food safety</a>' in body
    assert f'id="{anchor}"' in evidence_index(labelled, corpus=corpus).body


def test_hard_wraps_join_and_blanks_shrink():
    assert plain("市场\n  监管　　工作") == "市场监管 工作"
