"""Settings of every test run: the same examples each time, and nothing written into the checkout."""

import os
import tempfile

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("steady")

os.environ.setdefault("JIANGUAN_FIGURES", tempfile.mkdtemp(prefix="jianguan-figures-"))
