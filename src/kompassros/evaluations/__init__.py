"""An instrument applied to an organisation: published results, references, score sheets."""
