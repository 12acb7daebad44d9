"""The cells of every notebook as plain scripts, one after another in one process: what `make report` is measured by."""

import json
import os
from pathlib import Path

os.environ["MPLBACKEND"] = "agg"


def main() -> None:
    os.chdir(Path(__file__).resolve().parents[2] / "notebooks")
    for notebook in sorted(Path().glob("*.ipynb")):
        names = {"display": lambda *_: None}
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)


if __name__ == "__main__":
    main()
