"""What each claim of the report needs in order to stand: one claim a finding, by chapter.

A claim is tested on a small table with a row for each document, so that it is also known what it says without any one
of them. Where these texts do not carry it, the report asks its neutral question instead. The words stand in
`lexicons/findings.toml` under the same name.
"""

from jianguan.claims import corpus, enforcement, reading, rhetoric, themes, vocabulary
from jianguan.claims.support import Support, Trial

CLAIMS = corpus.CLAIMS | enforcement.CLAIMS | reading.CLAIMS | rhetoric.CLAIMS | themes.CLAIMS | vocabulary.CLAIMS

__all__ = ["CLAIMS", "Support", "Trial"]
