"""A made-up article, and the pages and files that tests make of it."""

from pathlib import Path

from jianguan.corpus import Corpus, read_corpus

TITLE = "省市场监管局召开重点工业产品质量安全监管推进会"
PARAGRAPHS = [
    "3月14日,省市场监管局在石家庄召开重点工业产品质量安全监管推进会,总结去年工作,部署今年任务。",
    "会议指出,去年全省共抽查产品1.2万批次,查办质量违法案件3415件,合格率达95.6%。“双随机、一公开”监管实现全覆盖。",
    "会议强调,要聚焦“一老一小”用品,深化隐患排查;要压实企业主体责任,推进河北质量强省建设。",
    "省局相关处室、各市市场监管局负责同志参加会议。",
]
META = "发布时间:2022-03-15 08:30 来源:河北省市场监督管理局"
ARTICLE = "\n".join([TITLE, META, *("  " + paragraph for paragraph in PARAGRAPHS)]) + "\n"


def write(folder: Path, **files: str | bytes) -> Path:
    """Write `name=content` as name.txt; text as UTF-8."""
    for name, content in files.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (folder / f"{name}.txt").write_bytes(data)
    return folder


def read(folder: Path, **files: str | bytes) -> Corpus:
    """The corpus of these files and of one good document beside them, `good`."""
    return read_corpus(write(folder, good=ARTICLE, **files))


def sentences(corpus: Corpus, doc: str) -> list[str]:
    """The folded body sentences of a document."""
    return [passage.text for passage in corpus.passages[doc]]


def warnings(corpus: Corpus, file: str) -> str:
    """The problems a user is warned about for one file."""
    notes = corpus.notes.query("severity == 'warning'")
    return "; ".join(notes.loc[notes["file"] == file, "problem"])
