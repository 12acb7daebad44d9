"""Faults 109 to 115 of FAULTS.md: whatever a document or a notebook holds, the page can only be read."""

import base64
import getpass
import re
import socket
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from faults import LIB
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_report import SVG

from jianguan.html.page import Page

ROOT = LIB.parent
EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{7*7}}${x}%s"
CSP = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
)


def shown(data: dict, metadata: dict | None = None):
    return new_output("display_data", data, metadata=metadata or {})


def page(*outputs, markdown: str = "", name: str = "00-made", folder: Path = Path()) -> str:
    """The page of one notebook with these outputs, which no kernel made."""
    code = new_code_cell("1", outputs=list(outputs))
    return Page(folder).render({name: new_notebook(cells=[new_markdown_cell(f"# Made\n\n{markdown}"), code])})


def harmless(text: str) -> bool:
    """Whether nothing of a page can act: no script, no handler, no address that is fetched unasked."""
    tree = html.fromstring(text)
    foreign = [v for v in tree.xpath("//*[not(self::a)]/@href|//@src|//@action") if not v.startswith(("#", "data:"))]
    foreign += [v for v in tree.xpath("//a/@href") if not v.startswith(("#", "data:", "http://", "https://"))]
    active = tree.xpath("//script|//iframe|//object|//embed|//form|//base|//link|//@*[starts-with(name(), 'on')]")
    return not (foreign or active or re.search(r"url\((?!#|data:)|@import", text))


@pytest.mark.parametrize("where", ["title", "subtitle", "note", "alt", "figure", "lang"])
def test_fault_109_words_of_charts_are_text(where):
    about = {"figure": "01-a", "title": "T", "alt": "A"} | {where: EVIL}
    made = page(shown({"image/svg+xml": SVG, "text/plain": EVIL}, {"image/svg+xml": about}))
    assert harmless(made) and "<script" not in made and "onerror=" not in re.sub(r"&lt;.*?&gt;", "", made)


@pytest.mark.parametrize(
    "output",
    [
        shown({"text/html": f"<table title='{EVIL}'><tr><td id='{EVIL}'>{EVIL}</td></tr></table>"}),
        shown({"text/markdown": f"## {EVIL}\n\n[{EVIL}](javascript:alert(3)) ![{EVIL}](http://x/y.png)"}),
        shown({"text/plain": EVIL}),
        new_output("stream", name="stderr", text=EVIL),
        new_output("stream", name="stdout", text=f"\x1b[31m{EVIL}\x1b]8;;http://x\x07"),
        new_output("error", ename=EVIL, evalue=EVIL, traceback=[EVIL]),
    ],
    ids=lambda output: f"{output.output_type}-{'-'.join(output.get('data', {}))}",
)
def test_fault_109_outputs_are_text(output):
    made = page(output, markdown=f"## {EVIL}\n\n{EVIL}")
    assert harmless(made)
    assert "{{7*7}}" in made and "49" not in re.sub(r"<style>.*?</style>", "", made, flags=re.S)


def test_fault_109_names_of_notebooks_become_safe_anchors():
    tree = html.fromstring(page(shown({"text/plain": "x"}), markdown="## A b\"><i>c"))
    assert all(re.fullmatch(r"[^\s<>\"']+", anchor) for anchor in tree.xpath("//@id"))


@pytest.mark.parametrize(
    "kind",
    [
        "text/vnd.mermaid",
        "application/javascript",
        "application/vnd.jupyter.widget-view+json",
        "application/vnd.plotly.v1+json",
        "text/latex",
        "application/pdf",
        "image/jpeg",
    ],
)
def test_fault_110_kinds_of_output_outside_the_list_are_left_out(kind):
    made = page(shown({kind: "PAYLOAD", "text/plain": "instead"}, {kind: {"width": '1"><script>x</script>'}}))
    assert "PAYLOAD" not in made and "instead" in made and harmless(made)


def test_fault_110_metadata_of_pictures_is_not_trusted():
    pixel = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    made = page(shown({"image/png": pixel}, {"image/png": {"width": '1" onload="x()', "alt": EVIL}}))
    assert harmless(made)


def test_faults_111_and_112_one_file_that_asks_for_nothing():
    made = page(shown({"text/plain": "x"}))
    tree = html.fromstring(made)
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [CSP]
    assert "<script" not in made and "@media print" in made and harmless(made)


def test_fault_113_the_notebook_server_shows_converted_pages_in_a_sandbox():
    from jupyter_server.nbconvert.handlers import NbconvertFileHandler

    handler = NbconvertFileHandler.__new__(NbconvertFileHandler)
    handler.application = SimpleNamespace(settings={"headers": {"Content-Security-Policy": "default-src 'self'"}})
    assert "; sandbox" in handler.content_security_policy


def test_fault_114_pictures_named_in_text_are_never_read_from_the_disk(tmp_path):
    (tmp_path / "secret.png").write_bytes(b"SECRET")
    links = [f"![a]({tmp_path}/secret.png)", "![b](../secret.png)", "![c](file:///etc/passwd)", "![d](/etc/hostname)"]
    made = page(shown({"text/markdown": " ".join(links)}), markdown=" ".join(links), folder=tmp_path)
    assert base64.b64encode(b"SECRET").decode() not in made and harmless(made)
    assert not html.fromstring(made).xpath("//img")


COMMITTED = [*sorted((ROOT / "notebooks").glob("*.ipynb")), *sorted((ROOT / "figures").glob("*.*"))]
PLACES = re.compile(rb"(?<![\w.:/-])/(?:home|root|tmp|Users|private|var/folders)/\w|PosixPath\(|[A-Z]:\\\\Users")


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_fault_115_nothing_of_the_machine_is_committed(path):
    content = path.read_bytes()
    if path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        content = "\n".join(str(cell.get("outputs", "")) for cell in notebook.cells).encode()
        assert set(notebook.metadata.language_info) == {"name"}
    names = [name.encode() for name in (socket.gethostname(), getpass.getuser()) if len(name) > 5]
    assert not PLACES.search(content) and not [name for name in names if name in content]
