"""What a backup takes of the store, and what is checked when one is verified."""

import json
from collections.abc import Iterable

from django.conf import settings

from kompassros.records import freezing
from kompassros.records.backups import register_check, register_folder
from kompassros.records.backups.sources import Source
from kompassros.statistics.manifest import Manifest
from kompassros.statistics.models import Dataset, Release

FOLDER = "statistics"


def missing_files(source: Source) -> Iterable[str]:
    """Yield a sentence for each file of a release that is read now which is missing or other than its checksum says."""
    current = {key for (key,) in source.rows(Dataset, "current") if key}
    for key, schema, content in source.rows(Release, "id", "schema", "content"):
        if key not in current:
            continue
        manifest: Manifest = freezing.read(Release.KIND, int(schema or 0), json.loads(content or ""))
        for file in manifest.files():
            if source.sum_of(FOLDER, file.name) != file.sha256:
                yield f"The file {file.name} of the statistics store is missing or has another content."


register_folder(FOLDER, lambda: settings.STATISTICS_DIR)
register_check("files of the statistics store", missing_files)
