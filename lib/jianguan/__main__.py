"""The command line: `python -m jianguan report | export | deck | check | read | outputs | pdf`.

Exit codes: 0 done · 1 a warning with --strict · 2 command line, settings or word list wrong · 3 no usable document ·
4 cannot write or lock, old outputs untouched · 5 a notebook failed, old report untouched · 130, 143 interrupted.
"""
