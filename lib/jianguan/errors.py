"""What can be wrong with what a user gives: one class for documents, one for settings and word lists."""


class CorpusError(ValueError):
    """The folder holds nothing that can be analysed; the message names it and says why."""


class ConfigError(ValueError):
    """A command line, manifest or lexicon is wrong; the message names the file and line."""


class OutputError(OSError):
    """A file cannot be written; the message names it, its size and the reason. What stood there before still stands."""
