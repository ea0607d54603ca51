"""Files of clients and matters: every line is taken, or rejected with where and why."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import InvalidInput
from core.domain.matters import Matter
from core.exporting.cells import guarded
from core.importing.planning import plan_of
from core.importing.reading import HEADER, MOST_LINES, MatterFile, MatterRow, read_matters
from tests.core.importing.making import SAMPLE, file_of, lines, refusal, row
from tests.fakes import FakeClock

ROW = MatterRow(
    line=1,
    id="M-2001",
    name="Services Agreement",
    client="Rockland Digital Corp.",
    client_id="C-1001",
    jurisdiction="BC",
    practice_area="Corporate",
    rate="300",
)


def _rejected(*rows: str) -> list[tuple[int, str | None, str]]:
    file = read_matters(lines(*rows))
    return [(one.line, problem.column, problem.reason) for one in file.rejected for problem in one.problems]


@pytest.mark.parametrize(
    "header", [",".join(HEADER), "client id, Client  Name,MATTER ID," + ",".join(HEADER[3:])]
)
def test_a_header_may_be_there_or_not(header: str) -> None:
    assert read_matters(SAMPLE.encode()).rows == (ROW,)
    (below,) = read_matters(lines(header, SAMPLE)).rows
    assert (below.line, below.id, below.rate) == (2, "M-2001", "300")


def test_a_header_with_other_columns_is_refused() -> None:
    swapped = ",".join((*HEADER[2:4], *HEADER[:2], *HEADER[4:]))
    field, problem = refusal(lines("", swapped, SAMPLE))
    assert field == "line 2"
    assert problem.endswith(",".join(HEADER))
    refusal(lines(",".join((*HEADER[:5], "Area", "Rate")), SAMPLE))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_end_as_they_like_and_are_counted_as_an_editor_does(ending: str, mark: str) -> None:
    text = ending.join(
        [
            ",".join(HEADER),
            "",
            f'C-1,"Rockland{ending}Digital ""Corp."", Inc.",M-1,One,,,',
            ",,, ,,,",
            "C-2,Chen,M 2,Two,,,",
            "C-3,Chen,M-3,Three,on,,",
        ]
    )
    file = read_matters((mark + text).encode())
    assert [(one.line, one.id) for one in file.rows] == [(3, "M-1"), (7, "M-3")]
    assert file.rows[0].client == f'Rockland{ending}Digital "Corp.", Inc.'
    assert (file.rows[1].jurisdiction, file.rows[1].rate) == ("ON", None)
    assert [one.line for one in file.rejected] == [6]


@pytest.mark.parametrize("matter_id", ["C-1001", "client_01", "matter.01", "7", "m" * 64])
def test_ids_that_are_taken(matter_id: str) -> None:
    (taken,) = read_matters(file_of([row(id=matter_id, client_id=matter_id)])).rows
    assert (taken.id, taken.client_id) == (matter_id, matter_id)


@pytest.mark.parametrize("bad", ["C 1001", "client#01", "-1", ".1", "m" * 65, "é1", "a/b", "1\n2", "\uff11"])
def test_ids_that_are_rejected(bad: str) -> None:
    (rejected,) = read_matters(file_of([row(id=bad, client_id=bad)])).rejected
    assert [problem.column for problem in rejected.problems] == ["Client ID", "Matter ID"]
    assert all("letters, digits, dots" in problem.reason for problem in rejected.problems)


@pytest.mark.parametrize("rate", ["300", "300.5", "300.50", "0", "999999.99", " 300 "])
def test_rates_that_are_taken(rate: str) -> None:
    assert read_matters(file_of([row(rate=rate)])).rows[0].rate == rate.strip()


@pytest.mark.parametrize(
    ("rate", "why"),
    [
        ("300,50", "point before the cents"),
        ("1,300.00", "nothing between the thousands"),
        ("$300", "without a currency"),
        ("300 $", "without a currency"),
        ("CAD 300", "without a currency"),
        ("-300", "or a sign"),
        ("+300", "or a sign"),
        ("3e2", "digits alone"),
        ("1 300", "digits alone"),
        ("٣٠٠", "digits alone"),
        ("300.555", "two digits of cents"),
        ("300.", "two digits of cents"),
        ("1.300.00", "two digits of cents"),
        ("1000000", "below a million"),
    ],
)
def test_rates_that_are_rejected_with_the_reason(rate: str, why: str) -> None:
    (rejected,) = read_matters(file_of([row(rate=rate)])).rejected
    ((column, reason),) = ((one.column, one.reason) for one in rejected.problems)
    assert column == "Hourly Rate"
    assert why in reason
    assert "300.50" in reason


def test_all_problems_of_a_line_are_told_at_once() -> None:
    told = _rejected("C 1,,M#1,,ZZ,x\x07y,$5", SAMPLE)
    assert [(line, column) for line, column, _ in told] == [(1, name) for name in HEADER]
    assert [reason for _, column, reason in told if column == "Client Name"] == ["is empty"]
    long = _rejected(f"C-1,{'c' * 301},M-1,{'n' * 301},Ontario,{'p' * 101},1")
    assert [column for _, column, _ in long] == [
        "Client Name",
        "Matter Name",
        "Jurisdiction",
        "Law Practice Area",
    ]


def test_what_may_be_left_out() -> None:
    (taken,) = read_matters(b",Chen,M-1,Lease,,,").rows
    assert (taken.client_id, taken.jurisdiction, taken.practice_area, taken.rate) == ("", "", "", None)


def test_a_line_with_other_columns_is_rejected() -> None:
    told = _rejected(SAMPLE, "C-1,Rockland, Inc.,M-1,Lease,BC,Tax,300", "C-1,Chen,M-2")
    assert told == [
        (2, None, "The line has 8 columns, not 7. Text with a comma in it stands in quotes."),
        (3, None, "The line has 3 columns, not 7."),
    ]


def test_a_matter_stands_in_a_file_once_and_the_first_line_counts() -> None:
    assert _rejected("C-1,Chen,M-1,A,,,", "C-1,Chen,M-2,B,,,", "C-1,Chen,M-1,A,,,") == [
        (3, "Matter ID", "is on line 1 already")
    ]


def test_a_client_has_one_name() -> None:
    told = _rejected(
        "C-1,Chen,M-1,A,,,", "C-1,CHEN ,M-2,B,,,", "C-1,Chan,M-3,C,,,", ",Roy,M-4,D,,,", ",X,M-5,E,,,"
    )
    assert told == [(3, "Client Name", "is another for this Client ID than on line 1")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\uff1d", "\uff20", "'="])
def test_what_was_made_harmless_for_a_spreadsheet_reads_as_it_was(sign: str) -> None:
    (taken,) = read_matters(file_of([row(name=f"'{sign}SUM(A1)", client="'t Hart")])).rows
    assert (taken.name, taken.client) == (f"{sign}SUM(A1)".strip(), "'t Hart")


def test_there_is_a_limit_to_lines() -> None:
    one = "C-1,Chen,M-{},Lease,BC,Tax,300"
    assert (
        len(read_matters(lines(",".join(HEADER), *(one.format(n) for n in range(MOST_LINES)))).rows)
        == MOST_LINES
    )
    field, problem = refusal(lines(*(one.format(n) for n in range(MOST_LINES + 1))))
    assert (field, problem) == (
        f"line {MOST_LINES + 1}",
        "The file has more than 20000 lines. Send it in parts.",
    )


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300)


@given(st.lists(st.tuples(names, names), max_size=5))
def test_any_text_in_names_comes_back(said: list[tuple[str, str]]) -> None:
    given_rows = [
        row(id=f"M-{n}", client_id=f"C-{n}", client=guarded(client), name=guarded(name))
        for n, (client, name) in enumerate(said)
    ]
    file = read_matters(file_of(given_rows) + SAMPLE.encode())
    wanted = [(client.strip(), name.strip()) for client, name in said if client.strip() and name.strip()]
    assert [(one.client, one.name) for one in file.rows[:-1]] == wanted
    assert len(file.rows) + len(file.rejected) == len(said) + 1


def _read(data: bytes) -> MatterFile | None:
    """What a file says, None if it is refused as a whole."""
    with contextlib.suppress(InvalidInput):
        return read_matters(data)
    return None


@given(st.binary(max_size=200) | st.text(alphabet="\",\r\n;\tM-1=' 3é", max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    file = _read(data)
    assert file is None or file.rows or file.rejected
    assert file is None or all(one.problems for one in file.rejected)


cells = st.text(alphabet="aM-1.é 30,$\n\x07\u2028ONß'", max_size=12) | st.sampled_from(
    ["BC", "300.50", "M-1"]
)


@given(st.lists(st.tuples(*[cells] * 7), min_size=1, max_size=3))
def test_whatever_is_taken_makes_a_matter(rows: list[tuple[str, ...]]) -> None:
    if (file := _read(file_of(rows))) is None:
        return
    now = FakeClock().now()
    for step in plan_of(file, {}).steps:
        made = step.made(now)
        assert Matter.model_validate_json(made.model_dump_json()) == made


def test_problems_never_quote_what_was_written() -> None:
    marker = "qzxsecret"
    data = lines(f"{marker} 1,{marker * 50},{marker}#,,{marker},{marker * 20},{marker}")
    (rejected,) = read_matters(data).rejected
    assert len(rejected.problems) == 7
    assert not [one for one in rejected.problems if marker in one.reason]
