"""Office files that are the same bytes whenever and wherever they are written."""

import io
import re
import zipfile

WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]{0,99}>)[^<]{0,40}")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold


def steady(content: bytes) -> bytes:
    """An Office file (a zip) with every date in it fixed, its embedded workbooks included."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(buffer, "w") as made:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            made.writestr(member, _member(name, given.read(name)))
    return buffer.getvalue()


def _member(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return steady(content)
    if name.endswith("docProps/core.xml"):
        return WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
    return content
