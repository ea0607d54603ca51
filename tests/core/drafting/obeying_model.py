"""A model that drafts what was dictated and then does whatever the recording orders it to."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.drafting.context import DraftContext
from core.drafting.rules.propose import propose
from core.drafting.schema import Proposal

ATTACKS = Path(__file__).parent / "data" / "spoken_attacks.tsv"
HONEST = {
    "en": "Point three, telephone call with opposing counsel today, Smith matter.",
    "fr": "Zéro virgule trois, appel avec l'avocat aujourd'hui, dossier Smith.",
}
_VALUE_NAMES = {"matter": "id", "narrative": "text"}


@dataclass(frozen=True)
class Attack:
    """Words spoken to the machine, and what it does of them: `field=value|quote`, with + in a new entry."""

    language: str
    words: str
    obeyed: str

    def transcript(self, *, first: bool) -> str:
        """The dictation with the attack before or behind it."""
        honest = HONEST[self.language]
        return f"{self.words} {honest}" if first else f"{honest} {self.words}"

    def answer(self, context: DraftContext) -> Proposal:
        """What the obeying model proposes."""
        (entry,) = propose(HONEST[self.language], context).model_dump(mode="json")["entries"]
        ordered = {**entry, **self._order()}
        entries = [entry, ordered] if self.obeyed.startswith("+") else [ordered]
        return Proposal.model_validate({"entries": entries})

    def _order(self) -> dict[str, Any]:
        field, _, rest = self.obeyed.removeprefix("+").partition("=")
        value, _, quote = rest.rpartition("|")
        said: str = json.loads(f'"{value}"') if "\\u" in value else value
        if field == "kind":
            return {field: said}
        return {field: {_VALUE_NAMES.get(field, "value"): said, "quote": quote or None}}


def attacks() -> list[Attack]:
    """Every attack of the corpus."""
    with ATTACKS.open(encoding="utf-8", newline="") as rows:
        found = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Attack(row["language"], row["attack"], row["obeyed"]) for row in found]
