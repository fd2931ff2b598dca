"""Which findings an evaluation of the demo has: the judgements of their criteria follow from them."""

from dataclasses import dataclass

from kompassros.evaluations.courses.demo_scripts import Script
from kompassros.evaluations.courses.demo_texts import IMPROVEMENT, STRENGTH, finding_texts, texts

FEWEST, MOST = 4, 6
CORRECTED = "c-k9g85z"
"""The criterion whose judgement is corrected after publication: no finding is about it there."""


@dataclass(frozen=True)
class Choice:
    """Criterion -> text of the strengths and of the areas for improvement, in the order of the edition."""

    strength: dict[str, str]
    improvement: dict[str, str]


def choose(script: Script) -> Choice:
    """Draw from four to six findings of each kind in every area; those with a reply or an action are always there."""
    needed = {*texts()["replies"], *(action["criterion"] for action in texts()["actions"])}
    left_out = {CORRECTED} if script.corrected else set()
    return Choice(_draw(script, STRENGTH, set(), left_out), _draw(script, IMPROVEMENT, needed, left_out))


def _draw(script: Script, kind: str, needed: set[str], left_out: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for area, kinds in finding_texts().items():
        chance = script.random(f"{kind} {area}")
        there = {criterion: text for criterion, text in kinds[kind].items() if criterion not in left_out}
        number = chance.randint(FEWEST, MOST)
        drawn = sorted(there, key=lambda criterion: (criterion not in needed, chance.random()))[:number]
        found |= {criterion: text for criterion, text in there.items() if criterion in drawn}
    return found
