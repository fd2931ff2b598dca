"""Pandoc as a program of its own, in its sandbox: it opens no file that a document could name."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pypandoc

_TREE_VERSION = [1, 23, 1]
Node = dict[str, Any]


def write_tree(
    meta: dict[str, list[Node]], blocks: list[Node], *, to: str, reference: bytes = b"", options: tuple[str, ...] = ()
) -> bytes:
    """Return a file of pandoc's format ``to`` made of its own syntax tree.

    meta: inlines by name. reference: the file whose styles and pages are taken. RuntimeError where pandoc fails.
    """
    told = {key: {"t": "MetaInlines", "c": inlines} for key, inlines in meta.items()}
    tree = json.dumps({"pandoc-api-version": _TREE_VERSION, "meta": told, "blocks": blocks}, ensure_ascii=False)
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--from=json", f"--to={to}", "--output=-", *options]
    with tempfile.TemporaryDirectory() as folder:
        if reference:
            path = Path(folder) / f"reference.{to}"
            path.write_bytes(reference)
            command.append(f"--reference-doc={path}")
        # Our own program, and the document comes in as data.
        run = subprocess.run(command, input=tree.encode(), capture_output=True, check=False)  # noqa: S603
    if run.returncode:
        raise RuntimeError(f"pandoc could not write {to}: {run.stderr.decode(errors='replace')[:500]}")
    return run.stdout
