"""jianguan 监管: reads Chinese market-regulation documents and reports how provinces talk about their work.

    seeds/*.txt ─ read_corpus ─ Corpus ┬ documents ┐
                                       ├ sentences ┼─ find_words · find_terms · find_quantities · find_slogans · ...
                                       ├ cuts      │        each returns a table of spans
                                       └ notes     │
    span tables ─ rates · shares · keyness · dispersion ─ result tables ┬ plot_* ─ Axes ─┐
                                                                        └ find_claims ───┴ save · report · deck
    span tables ─ kwic · evidence · highlight ─ HTML that opens the source sentence

What a module stands on lies in the package beside it: `corpus` on `intake`, `quantities` on `numbers`, `slogans` and
`alignment` on `rhetoric`, `findings` on `claims`, the notebooks' words and charts on `chapters` and `plots`, `report`
on `html` and `build`, `deck` on `talk`; `scale` reads what does not fit in memory. Word lists are in `lexicons`.

`from jianguan import *` gives a notebook all of the names below.
"""

import jianguan.needs  # isort: skip (first: says in one line what is not installed)
from jianguan.alignment import find_parallels
from jianguan.anchors import group_anchor, href, sentence_anchor, span_anchor
from jianguan.cards import cards, headlines
from jianguan.chapters.exploring import citation, explanations
from jianguan.chapters.numbers import derived_table, first_rows, listing_bars, reported_bars, statistics_table
from jianguan.chapters.opening import introduction, limits, statement
from jianguan.chapters.reading import (
    agreement,
    coding_folder,
    layer_scores,
    leading_themes,
    linked_errors,
    score_bars,
    score_sentence,
    theme_confusion,
    theme_scores,
    worst_sentences,
)
from jianguan.chapters.rhetoric import (
    aligned,
    formula_table,
    glossary,
    lengths_table,
    phrase_table,
    speaker_table,
    stance_table,
)
from jianguan.chapters.sources import document_list, sentences_of_pairs, with_unlabelled
from jianguan.chapters.texts import coverage, cut_table, data_notes, document_table, inferred, portraits
from jianguan.chapters.themes import keyness_table, segmentation_check, speaker_themes, uncoded
from jianguan.compare import dispersion, frequencies, keyness, leave_one_out, rates, resample, sentence_counts, shares
from jianguan.corpus import Corpus, read_corpus
from jianguan.evidence import evidence, in_context, kwic, linked_rows, linked_table
from jianguan.explore import explore
from jianguan.export import save
from jianguan.findings import conditions, find_claims, what_changes
from jianguan.index import context_index, cut_index, evidence_index
from jianguan.intake.files import seeds_folder
from jianguan.labels import label_sentences
from jianguan.layers import layers
from jianguan.lexicon import find_terms, lexicons, load_lexicon
from jianguan.likeness import cooccurrence, positions, similarity
from jianguan.numbers.indicators import comparable, derived, indicators, possible_parts, take_away
from jianguan.numbers.ledger import find_numbers, find_ranks
from jianguan.plots import *
from jianguan.quantities import find_quantities
from jianguan.rhetoric.commitments import find_commitments
from jianguan.rhetoric.images import find_images
from jianguan.rhetoric.script import local_phrases, shared_phrases
from jianguan.rhetoric.voice import find_voices, sentence_lengths, speaker_shares
from jianguan.slogans import find_slogans
from jianguan.sources import highlight
from jianguan.spreadsheet import save_table
from jianguan.style import use_style
from jianguan.tallies import (
    categories,
    commitment_counts,
    commitment_fields,
    indicated,
    indicator_matrix,
    key_words,
    labelled,
    number_classes,
    number_kinds,
    parallel_shares,
    periods,
    phrase_spread,
    quoted_words,
    spoken_formulas,
    tally,
    theme_pairs,
    theme_points,
    word_links,
)
from jianguan.validation import confusion, errors, label_pairs, load_coding, score_each_label, score_labels, score_spans
from jianguan.whatif import add_sentence, leave_out, put_back, recount, relabel
from jianguan.words import find_words

__all__ = sorted(name for name, thing in globals().items() if callable(thing) and not name.startswith("_"))
