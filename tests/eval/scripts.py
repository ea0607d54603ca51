"""The dictations of the evaluation, and the entries expected of each, as the data files have them.

A file holds scripts: a name in brackets, optional lines "at INSTANT ZONE" and "in LANGUAGE" (they hold until
the next ones), the words said, and one line per expected entry: "= kind | minutes | day | matter | billing".
"asked" stands for what must be empty and carry a finding. A backslash-n in the words is a line break.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.domain.matters import Matter
from core.domain.recordings import AudioFormat, Recording

HERE = Path(__file__).parent
AUDIO = HERE / "audio"
_SCRIPTS = HERE / "data" / "scripts"
_ASKED = "asked"
_ID = "01jd0000000000000000000000"
_FIELDS = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """One entry that should be drafted; None for what should be asked. `minutes` as spoken, not rounded."""

    kind: str
    minutes: int | None
    work_date: str | None
    matter: str | None
    billing: str


@dataclass(frozen=True, slots=True)
class Script:
    """One dictation: `group` is the name of its file."""

    name: str
    group: str
    recorded_at: datetime
    zone: str
    language: str
    text: str
    expected: tuple[Expected, ...]

    @property
    def audio(self) -> Path:
        """Where its recording is, if it has one."""
        return AUDIO / f"{self.name}.ogg"

    def recording(self) -> Recording:
        """The dictation as the product keeps it."""
        return Recording(
            id=_ID,
            time_zone=self.zone,
            language=self.language,
            audio_format=AudioFormat.OGG if self.audio.exists() else None,
            recorded_at=self.recorded_at,
            created_at=self.recorded_at,
            updated_at=self.recorded_at,
            upload_until=self.recorded_at,
        )


def scripts() -> list[Script]:
    """Every dictation; names are unique."""
    return [script for path in sorted(_SCRIPTS.glob("*.txt")) for script in _of_file(path)]


def matters() -> tuple[Matter, ...]:
    """The matters of the lawyer who dictates all of them."""
    with (HERE / "data" / "matters.tsv").open(encoding="utf-8", newline="") as table:
        return tuple(_matter(row) for row in csv.DictReader(table, delimiter="\t"))


def _matter(row: dict[str, str]) -> Matter:
    aliases = tuple(filter(None, row["aliases"].split(";")))
    named = {name: row[name] for name in ("id", "name", "client", "number")}
    return Matter.model_validate(
        named | {"aliases": aliases, "updated_at": datetime(2026, 11, 1, tzinfo=UTC)}
    )


def _of_file(path: Path) -> Iterator[Script]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    blocks = re.split(r"^\[(.+)\]$", "\n".join(lines), flags=re.MULTILINE)
    head, named = blocks[0], list(zip(blocks[1::2], blocks[2::2], strict=True))
    place = _place(head.splitlines(), {})
    for name, body in named:
        said = body.strip().splitlines()
        place = _place(said, place)
        yield Script(
            name=name,
            group=path.stem,
            recorded_at=datetime.fromisoformat(place["at"]),
            zone=place["zone"],
            language=place["in"],
            text=_words(said).replace("\\n", "\n"),
            expected=tuple(_expected(line) for line in said if line.startswith("= ")),
        )


def _place(lines: Sequence[str], before: dict[str, str]) -> dict[str, str]:
    place = dict(before)
    for line in lines:
        match line.split():
            case ["at", instant, zone]:
                place |= {"at": instant, "zone": zone}
            case ["in", language]:
                place["in"] = language
    return place


def _words(lines: Sequence[str]) -> str:
    return " ".join(line for line in lines if not re.match(r"= |at \d|in (?:en|fr)$", line))


def _expected(line: str) -> Expected:
    parts = [part.strip() for part in line.removeprefix("= ").split("|")]
    if len(parts) != _FIELDS:
        raise ValueError(f"not an expected entry: {line}")
    kind, minutes, day, matter, billing = (None if part == _ASKED else part for part in parts)
    return Expected(kind or "", int(minutes) if minutes else None, day, matter, billing or "")
