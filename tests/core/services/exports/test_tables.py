"""CaseClock's own table, made by the whole machinery, says what was approved."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from core.domain.preferences import SettingsFields
from core.exporting.sheets import sheet_of
from tests.core.services.bench import Bench
from tests.core.services.exports.making import NOVEMBER, approved, exported, with_matter, work
from tests.fakes import ALICE

TEXTS = [
    "=HYPERLINK(1)",
    "'quoted",
    'Says "no", twice.\nThen\tmore;',
    "Réunion à Québec : œuvre",
    "🙂" * 1_000,
    "+1",
    "x" * 32_000,
]


@pytest.mark.usefixtures("small_pages")
async def test_every_text_comes_back_in_the_order_of_the_days() -> None:
    bench = Bench()
    bench.sheet_of = sheet_of
    bench.build()
    await with_matter(bench)
    await bench.personal.store(ALICE, SettingsFields(rate="300", timekeeper="A. Lawyer"), None)
    for number, text in enumerate(TEXTS):
        await approved(bench, work(1, narrative=text, work_date=date(2026, 11, 20 - number)))
    job = await exported(bench, NOVEMBER.model_copy(update={"preset": "caseclock"}))
    assert (job.counted.tally.rows, job.counted.tally.amount) == (7, str(Decimal("120.00") * 7))
    assert job.file_name == "caseclock-2026-11-01-to-2026-11-30.csv"
    text = bench.files.of(ALICE).files[job.id].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    found = [row["Description"] for row in rows]
    assert [_read_back(one) for one in found] == list(reversed(TEXTS))
    assert {row["Date"] for row in rows} == {f"2026-11-{day}" for day in range(14, 21)}


def _read_back(cell: str) -> str:
    return cell[1:] if cell.lstrip("'")[:1] in set("=+-@\t\r") and cell.startswith("'") else cell
