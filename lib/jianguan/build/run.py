"""Notebooks -> executed notebooks: copies run in kernels of their own, side by side, and nothing of the run shows."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from subprocess import DEVNULL
from threading import Thread

import nbformat
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from jianguan.errors import OutputError
from jianguan.export import write_files

Progress = Callable[[str, int, int], None]  # notebook, cell, cells
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
STEADY = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TZ": "UTC", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


class NotebookError(RuntimeError):
    """A cell failed, ran too long or lost its kernel; says which notebook, which cell and why."""

    def __init__(self, notebook: str, cell: int, reason: str):
        super().__init__(f"{notebook}, cell {cell}: {reason}")
        self.notebook, self.cell, self.reason = notebook, cell, reason


@dataclass(frozen=True)
class Settings:
    """How notebooks are run: their environment, how many at once, seconds per cell, and whom to tell."""

    environment: Mapping[str, str]
    jobs: int = 2
    timeout: int = 300
    progress: Progress | None = None


def run_notebooks(paths: Sequence[Path], settings: Settings) -> list[NotebookNode]:
    """Execute copies of the notebooks, each in a fresh kernel; the files are not touched.

    Returns the executed notebooks in the order of `paths`, without versions and timings.
    Raises NotebookError (or OutputError, where a file could not be written) at the first failure, once every kernel
    is down.
    """
    with tempfile.TemporaryDirectory(prefix="jg-") as scratch:
        runs = _run_all(paths, Path(scratch), settings)
        return [tidied(notebook) for notebook in _in_own_loop(runs)]


def refresh_notebooks(paths: Sequence[Path], settings: Settings, *, bare: Sequence[str] = ()) -> list[Path]:
    """Execute the notebooks and write them back with their outputs; those named in `bare` run but store none.

    Returns the paths whose content changed. Nothing is written unless all of them ran.
    """
    notebooks = zip(paths, run_notebooks(paths, settings), strict=True)
    kept = {path: emptied(notebook) if path.stem in bare else notebook for path, notebook in notebooks}
    contents = {path: f"{nbformat.writes(notebook)}\n".encode() for path, notebook in kept.items()}
    changed = [path for path, content in contents.items() if content != path.read_bytes()]
    for folder in sorted({path.parent for path in changed}):
        write_files(folder, {path.name: contents[path] for path in changed if path.parent == folder})
    return changed


def tidied(notebook: NotebookNode) -> NotebookNode:
    """The notebook as it is kept: cells and outputs, no versions, no timings, no widget state."""
    notebook.metadata = nbformat.from_dict({**_lasting(notebook.metadata), **METADATA})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def _lasting(metadata: Mapping) -> dict:
    return {name: value for name, value in metadata.items() if name in ("title", "authors")}


def emptied(notebook: NotebookNode) -> NotebookNode:
    """The notebook without its outputs."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


async def _run_all(paths: Sequence[Path], scratch: Path, settings: Settings) -> list[NotebookNode]:
    """All notebooks, `jobs` at a time; the first failure stops the others."""
    turn = asyncio.Semaphore(settings.jobs)

    async def in_turn(path: Path) -> NotebookNode:
        async with turn:
            return await _run_one(path, scratch, settings)

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(in_turn(path)) for path in paths]
    except* (NotebookError, OutputError) as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


async def _run_one(path: Path, scratch: Path, settings: Settings) -> NotebookNode:
    notebook, at = _read(path), 0

    def started(cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG001 (nbclient passes both by name)
        nonlocal at
        at = cell_index + 1
        if settings.progress:
            settings.progress(path.stem, at, len(notebook.cells))

    steady = {"record_timing": False, "coalesce_streams": True, "shell_timeout_interval": 1}
    try:
        async with _kernel(path.stem, scratch, settings) as (manager, channels):
            client = NotebookClient(notebook, km=manager, on_cell_start=started, timeout=settings.timeout, **steady)
            client.kc = channels
            return await client.async_execute()
    except CellExecutionError as error:
        raise _failure(path.name, at, error) from None
    except CellTimeoutError:
        raise NotebookError(path.name, at, f"still running after {settings.timeout} s") from None
    except DeadKernelError:
        raise NotebookError(path.name, at, "the kernel died (killed, or out of memory)") from None
    except RuntimeError as error:
        raise NotebookError(path.name, at, f"no kernel: {_first_line(str(error))}") from None


def _failure(notebook: str, cell: int, error: CellExecutionError) -> NotebookError | OutputError:
    """What went wrong in a cell: a file that could not be written is no fault of the notebook."""
    reason = f"{error.ename}: {_first_line(error.evalue)}"
    if error.ename == "OutputError" or os.strerror(ENOSPC) in reason:
        return OutputError(f"{notebook}, cell {cell}: {reason} (temporary files go to {tempfile.gettempdir()})")
    return NotebookError(notebook, cell, reason)


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError) as problem:
        raise NotebookError(path.name, 0, f"not a notebook: {_first_line(str(problem))}") from None


@asynccontextmanager
async def _kernel(
    name: str, scratch: Path, settings: Settings
) -> AsyncIterator[tuple[AsyncKernelManager, AsyncKernelClient]]:
    """A kernel that is this very Python and talks over local sockets, so no network is needed; down on leaving."""
    specs = KernelSpecManager(kernel_dirs=[])
    transport = "tcp" if sys.platform == "win32" else "ipc"
    files = {"connection_file": str(scratch / f"{name[:20]}.json")}
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs, transport=transport, **files)
    channels, failed = None, True
    try:
        await manager.start_kernel(env=_environment(scratch, settings), cwd=str(scratch), stderr=DEVNULL)
        channels = manager.client()
        channels.start_channels()
        await channels.wait_for_ready(timeout=60)
        channels.allow_stdin = False
        yield manager, channels
        failed = False
    finally:
        if channels:
            channels.stop_channels()
        if manager.has_kernel:
            await manager.shutdown_kernel(now=failed)


def _environment(scratch: Path, settings: Settings) -> dict[str, str]:
    """The kernel's environment: ours, steady, without a user's IPython profile and warning switches.

    A theme is named from where the user stands, which is not where the kernel runs. What one notebook reads and finds
    the others take from the scratch folder.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONWARNINGS", "PYTHONSTARTUP")}
    theme = {"JIANGUAN_THEME": str(Path(file).resolve())} if (file := inherited.get("JIANGUAN_THEME")) else {}
    own = {"IPYTHONDIR": str(scratch / "ipython"), "JIANGUAN_BUILD": str(scratch)}
    return inherited | theme | STEADY | own | dict(settings.environment)


def _first_line(message: str) -> str:
    return re.sub(r"\x1b\[[\d;]{0,20}m", "", str(message)).strip().split("\n")[0][:300]


def _in_own_loop(work: Coroutine) -> list[NotebookNode]:
    """Run in an event loop of a thread of its own, so that it also works inside JupyterLab and Ctrl-C stays ours."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    task = asyncio.run_coroutine_threadsafe(work, loop)
    try:
        return task.result()
    finally:
        task.cancel()
        asyncio.run_coroutine_threadsafe(_settled(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _settled() -> None:
    """Wait until whatever is being cancelled has shut its kernel down."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
