from kompassros.methods.catalogue import RULES
from kompassros.portal.rules_in_words import HEADINGS, TEXTS


def test_every_rule_is_explained_and_nothing_else() -> None:
    keys = {rule.key for rule in RULES}
    assert set(HEADINGS) == keys
    assert set(TEXTS) == keys
