"""Documents made once for all tests that open them: equal results make equal files, which a test holds."""

from django.utils.translation import override

from kompassros.evaluations.reports.files import Kind
from kompassros.evaluations.reports.material import Material

_made: dict[tuple[str, str, str, str], bytes] = {}


def made_as(kind: Kind, ending: str, material: Material, language: str) -> bytes:
    """Return a document of a result in a format and a language."""
    key = (material.sha256, kind.key, ending, language)
    if key not in _made:
        with override(language):
            _made[key] = kind.formats[ending](material)
    return _made[key]
