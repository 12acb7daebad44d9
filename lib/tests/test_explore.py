"""Chapter 07 runs as a whole in this process, answers its fourteen questions, and its panel follows every choice."""

import ast
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from jianguan.corpus import read_corpus
from jianguan.explore import Explorer
from jianguan.layers import layers
from jianguan.lexicon import load_lexicon
from jianguan.question import Choice, look
from jianguan.style import use_style
from jianguan.whatif import add_sentence, leave_out, put_back, recount, relabel

CHAPTERS = Path(__file__).parents[2] / "notebooks"
CELLS = nbformat.read(CHAPTERS / "07-explore.ipynb", as_version=4).cells
CODE = [cell for cell in CELLS if cell.cell_type == "code"]


def run(source: str, names: dict):
    """Run a cell as Jupyter does; returns what its last line shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return last and eval(compile(ast.Expression(last.value), "cell", "eval"), names)


@pytest.fixture(scope="module")
def book():
    """The names the notebook leaves behind, and under each question's number what its cell shows, in order."""
    names, shown, number = {}, {}, 0
    for cell in CELLS:
        if cell.cell_type == "markdown":
            heading = re.match(r"## (\d{1,2})\.", cell.source)
            number = int(heading[1]) if heading else number
        else:
            told = shown.setdefault(number, [])
            names["display"] = lambda *things, told=told: told.extend(things)
            told.append(run(cell.source, names))
    return names, shown


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


@pytest.fixture(scope="module")
def labels(corpus):
    return layers(corpus)["themes"]


def changes(table: pd.DataFrame) -> dict[str, str]:
    return table.set_index("finding")["change"].to_dict()


# The notebook


def test_fourteen_questions_with_one_short_cell_each():
    headings = [c.source for c in CELLS if c.cell_type == "markdown" and c.source.startswith("## ")]
    assert [int(re.match(r"## (\d+)\.", h)[1]) for h in headings] == list(range(1, 15))
    assert all("?" in heading.split("\n")[0] for heading in headings)
    assert len(CODE) == 2 + 14
    assert max(len(cell.source.split("\n")) for cell in CODE) <= 10
    assert not any(re.search(r"^\s*def ", cell.source, re.M) for cell in CODE)


def test_stores_nothing_and_is_not_compared():
    assert all(cell.outputs == [] and cell.execution_count is None for cell in CODE)
    assert all({"nbval-skip", "nbval-ignore-output"} & set(cell.metadata.tags) for cell in CODE)


def test_setup_is_that_of_the_other_chapters():
    others = nbformat.read(CHAPTERS / "00-summary.ipynb", as_version=4).cells
    setup = [c.source for c in others if "hide-input" in c.metadata.get("tags", [])]
    assert [CODE[0].source] == setup and "hide-input" in CODE[0].metadata.tags


def test_the_panel_is_shown_first(book):
    assert isinstance(book[1][0][-1], Explorer)


# The fourteen questions


def test_1_targets_and_those_with_a_deadline(book):
    names, shown = book
    assert set(names["targets"]["status"]) == {"target"} and len(names["targets"]) > 2
    assert "35亿元" in shown[1][1].body.replace("<mark>", "").replace("</mark>", "") and "2022-12-31" in shown[1][1].body
    assert "1.3万家" in re.sub("<[^>]+>", "", shown[1][0].body) and "1.3万家</mark>" not in shown[1][1].body


def test_2_where_a_number_comes_from(book, corpus):
    told = book[1][2][-1].iloc[:, 0]
    assert told["text"] == "10.6万家" == corpus.text("hunan-2021")[told["start"] : told["end"]]
    assert told["value"] == 106_000 and told["precision"] == 1000 and told["file"] == "hunan-2021.txt"
    assert told["sha256"] == corpus.documents.loc["hunan-2021", "sha256"] and "10.6万家" in told["sentence"]


def test_3_parts_of_other_figures(book):
    pairs = book[1][3][-1]
    assert set(pairs.loc[pairs["suggested"], "whole"]) == {"35512件"}
    assert {"142件", "57件", "3415件"} <= set(pairs.loc[pairs["whole"] == "35512件", "part"])
    assert not pairs["unit"].str.contains("%").any()


def test_4_without_a_text_and_without_a_topic(book):
    names, _ = book
    hunan, drugs = changes(names["without_hunan"]), changes(names["without_drugs"])
    assert hunan["results"] == hunan["listed"] == "falls" and hunan["shared"] == "holds, in other words"
    assert drugs["results"] == "holds, in other words" and drugs["listed"] == "same words"


def test_5_narrower_comparisons(book):
    narrowed = book[0]["narrowed"]
    assert changes(narrowed["year"])["targets"] == "falls"
    assert changes(narrowed["level"])["results"] == "holds, in other words"
    assert changes(narrowed["genre"])["results"] == "falls"


def test_6_what_formulas_stand_for(book):
    explained = book[0]["explained"]
    assert list(explained["formula"]) == ["4812", "四激", "三四六"]
    assert set(explained["answer"]) == {"not explained in these texts"}
    asked = book[0]["explanations"](book[0]["found"]["slogans"], book[0]["corpus"], "五大战疫", "九大行星")
    assert "市场价格监管稳" in asked["answer"].iloc[0] and asked["answer"].iloc[-1] == "does not occur in these texts"


def test_7_who_speaks(book):
    names, shown = book
    spoken = shown[7][0]
    assert spoken.groupby("doc")["share"].sum().between(0.98, 1.02).all()
    assert spoken.set_index("speaker").loc["徐润龙", "office"].startswith("省药品监督管理局")
    assert set(names["regulators"]["speaker"]) == {"徐润龙"}
    assert changes(names["unheard"])["ledger"] == "holds, in other words"


def test_8_food_safety_in_both_languages(book):
    food, shown = book[0]["food"], book[1][8][-1].body
    assert set(food["theme"]) == {"food_safety"} and food["province"].is_monotonic_increasing
    assert shown.count('lang="zh"') >= food["sentence"].size


def test_9_low_confidence_and_a_corrected_label(book):
    names, shown = book
    unsure = names["unsure"]["confidence"]
    assert unsure.is_monotonic_increasing and unsure.max() <= names["labels"]["confidence"].quantile(0.1)
    changed = shown[9][-1].set_index("theme")
    assert set(changed["doc"]) == {names["doc"]} and changed.loc["enforcement", "after"] > changed.loc["enforcement", "before"]
    assert (changed["after"] - changed["before"]).sum() == pytest.approx(0, abs=1e-6)


def test_10_phrases_of_two_or_more_texts(book, corpus):
    spread = book[1][10][0].reset_index()
    assert spread["documents"].min() >= 2
    for phrase in spread.loc[~spread["phrase"].str.contains("[^一-鿿]"), "phrase"].head(5):
        assert sum(phrase in re.sub("[、“”]", "", text) for text in corpus.texts.values()) >= 2


def test_11_captions_put_back(book):
    names, shown = book
    assert {"caption", "byline"} <= set(shown[11][0]["rule"])
    captions = changes(names["with_captions"])
    assert captions["listed"] == "same words" and captions["ledger"] == "holds, in other words"


def test_12_self_criticism(book):
    criticism = book[0]["criticism"]
    assert {"工作量", "尚未"} <= set(criticism["text"]) and set(criticism["doc"]) == {"zhejiang-huzhou-2022"}


def test_13_what_would_refute_a_finding(book):
    refuted = changes(book[0]["refuted"])
    assert refuted["results"] == refuted["comparable"] == "falls"
    assert "hunan-2021" in re.sub("<[^>]+>", "", book[1][13][0].body)


def test_14_picture_data_and_citation(book):
    (chart, files, line), names = book[1][14], book[0]
    assert {name.split(".")[1] for name in files} == {"png", "svg", "csv"}
    assert all(file.stat().st_size for file in chart.files)
    assert names["claims"].loc["results", "claim_en"] in line.data and names["claims"].loc["results", "claim_zh"] in line.data
    other = names["citation"](names["claims"].loc["results"], names["corpus"].within(province="浙江")).data
    assert re.search("SHA-256 ([0-9a-f]+)", line.data)[1] not in other


# The panel


@pytest.fixture(scope="module")
def one_panel(corpus):
    use_style(provinces=corpus.documents["province"])
    return Explorer(corpus)


@pytest.fixture
def panel(one_panel, corpus):
    """The panel as it opens: every theme of every text, by province."""
    one_panel.pattern.value, one_panel.lexicon.value, one_panel.group.value = "", "themes", "province"
    one_panel.documents.value = list(corpus.documents.index)
    one_panel.category.index = 0
    return one_panel


def test_offers_lexicons_that_can_be_read(panel):
    assert {"themes", "modality", "metaphors", "stance"} <= set(panel.lexicon.options)
    assert all(len(load_lexicon(lexicon)) for lexicon in panel.lexicon.options)


def test_sentences_rates_and_chart_change_at_once(panel):
    before = panel.found.value, panel.numbers.value, panel.chart.value
    panel.pattern.value = "食品"
    after = panel.found.value, panel.numbers.value, panel.chart.value
    assert all(a != b for a, b in zip(before, after, strict=True))
    assert panel.chart.value.startswith("<svg") and panel.message.value.startswith("<p>13 found")


def test_choices_narrow_what_is_shown(panel, corpus):
    panel.lexicon.value = "modality"
    assert "obligation" in [category for _, category in panel.category.options]
    panel.category.value = "obligation"
    panel.documents.value = ["hunan-2021", "zhejiang-2020"]
    view = look(corpus, panel.labels, panel.choice())
    assert set(view.spans["category"]) == {"obligation"} and set(view.spans["doc"]) <= {"hunan-2021", "zhejiang-2020"}
    panel.group.value = "genre"
    assert set(look(corpus, panel.labels, panel.choice()).counts["province"]) == {"feature article", "meeting news"}


def test_nothing_found_is_a_zero_and_a_mistake_is_one_line(panel):
    panel.pattern.value = "没有这个词"
    assert panel.numbers.value.count("<tr>") == 1 + 3 and panel.message.value.startswith("<p>0 found")
    panel.pattern.value = "/(/"
    assert "no regular expression" in panel.message.value and panel.chart.value == panel.found.value == ""
    panel.pattern.value = "<script>alert(1)</script>"
    assert "<script" not in panel.message.value + panel.numbers.value + panel.found.value + panel.chart.value
    panel.pattern.value, panel.documents.value = "", []
    assert "at least one document" in panel.message.value


def test_a_lexicon_of_ones_own_by_path(panel, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("category,term\nfirms,企业\nfirms,小微企业\n", encoding="utf-8")
    panel.lexicon.value = str(path)
    assert "firms" in panel.numbers.value and "小微企业" in panel.found.value
    panel.lexicon.value = str(tmp_path / "gone.csv")
    assert "gone.csv" in panel.message.value and panel.found.value == ""


def test_relabelling_shows_confidence_and_recounts(panel):
    sure = [float(text.split(" ")[0]) for text, _ in panel.sentence.options if not text.startswith("–")]
    assert sure == sorted(sure) and panel.sentence.options[0][0].split(" ")[0] in panel.confidence.value
    before = panel.numbers.value
    panel.themes.value = ["drug_safety"]
    panel.apply.click()
    assert "Drugs" in panel.recounted.value and "set by hand" in panel.confidence.value and panel.numbers.value != before
    panel.undo.click()
    assert panel.numbers.value == before and "set by hand" not in panel.confidence.value


@pytest.mark.parametrize("group", ["province", "level", "genre", "year", "document"])
def test_group_counts_add_up(corpus, labels, group):
    view = look(corpus, labels, Choice(pattern="食品", group=group, docs=tuple(corpus.documents.index)))
    assert view.counts["n"].sum() == len(view.spans) and (view.counts["low"] <= view.counts["rate"] + 1e-4).all()


# What if


def covered(corpus):
    """How often each visible character lies in a sentence or a cut."""
    for doc, text in corpus.texts.items():
        times = [0] * len(text)
        for table in (corpus.sentences, corpus.cuts):
            for start, end in table.loc[table["doc"] == doc, ["start", "end"]].itertuples(index=False):
                for i in range(start, end):
                    times[i] += 1
        yield from (n for n, ch in zip(times, text, strict=True) if not ch.isspace())


def test_variants_cover_every_character_once(corpus, labels):
    drug = labels[labels["theme"] == "drug_safety"]
    told = [leave_out(corpus, drug), put_back(corpus, "caption"), add_sentence(corpus, "zhejiang-2020", "查办8件。")]
    for variant in told:
        assert set(covered(variant)) == {1}
        assert all(variant.text(r.doc)[r.start : r.end] == r.text for r in variant.sentences.itertuples())
        assert not variant.sentences.duplicated(["doc", "sentence"]).any()


def test_leaving_out_keeps_titles_and_other_sentences(corpus):
    silent = leave_out(corpus, corpus.sentences[corpus.sentences["doc"] == "hunan-2021"])
    kept = silent.sentences[silent.sentences["doc"] == "hunan-2021"]
    assert len(kept) and "body" not in set(kept["kind"])
    assert len(silent.sentences) - len(kept) == (corpus.sentences["doc"] != "hunan-2021").sum()


def test_what_is_not_there_is_said_so(corpus, labels):
    with pytest.raises(ValueError, match="caption"):
        put_back(corpus, "no such rule")
    with pytest.raises(ValueError, match="empty"):
        add_sentence(corpus, "hunan-2021", " ")
    with pytest.raises(KeyError):
        relabel(labels, corpus, ("hunan-2021", 10_000), ["quality"])


def test_relabelling_splits_a_sentence_evenly(corpus, labels):
    key = tuple(labels[["doc", "sentence"]].iloc[0])
    changed = relabel(labels, corpus, key, ["quality", "enforcement"])
    mine = changed[changed["doc"].eq(key[0]) & changed["sentence"].eq(key[1])]
    assert list(mine["weight"]) == [0.5, 0.5] and mine["confidence"].isna().all()
    assert len(relabel(changed, corpus, key, [])) == len(changed) - 2
    assert recount(labels, labels, corpus).empty


def test_every_theme_can_be_given(panel):
    offered = {theme for _, theme in panel.themes.options}
    assert set(panel.labels["theme"]) <= offered <= set(load_lexicon("themes")["category"].str.split("|").explode())
