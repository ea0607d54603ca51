import json
from pathlib import Path

from tests.bench.report import Measurement, milliseconds, ratio, table, write

FOUND = [
    Measurement("approve_round_trips", 3, "storage requests", 3, "Counted on the wire."),
    Measurement("indexing", 3.71828, "times a bare app", 1.0, "Ours against theirs."),
]


def test_the_table_has_a_line_for_every_measurement_and_its_columns_are_aligned() -> None:
    title, *lines = table(FOUND).splitlines()
    assert len(lines) == len(FOUND)
    for line, one in zip(lines, FOUND, strict=True):
        assert line.startswith(one.name)
        assert line.index(one.unit) == title.index("unit")
        assert line.index(one.means) == title.index("what it means")
    assert lines[1].split()[1:3] == ["3.72", "1.00"]


def test_the_file_gives_ratio_unit_and_floor_by_name(tmp_path: Path) -> None:
    file = tmp_path / "build" / "bench.json"
    write(FOUND, file)
    assert json.loads(file.read_text()) == {
        "approve_round_trips": {"ratio": 3, "unit": "storage requests", "floor": 3},
        "indexing": {"ratio": 3.718, "unit": "times a bare app", "floor": 1.0},
    }


def test_series_are_compared_by_their_medians() -> None:
    assert ratio([0.3, 0.2, 9.0], [0.1, 0.1, 5.0]) == 0.3 / 0.1
    assert milliseconds([0.3, 0.2, 9.0]) == "300.0 ms"
