"""What each claim of the report needs in order to stand: one test a finding, over the span tables, by chapter.

A test returns what the claim rests on, or None where these texts do not carry it; then the report asks its neutral
question instead. The words stand in `lexicons/findings.toml` under the same name.
"""

from jianguan.claims import corpus, enforcement, reading, rhetoric, themes  # noqa: F401 (each registers its tests)
from jianguan.claims.support import TESTS, Support

__all__ = ["TESTS", "Support"]
