"""What a file would change: only what it says, and nothing of what is the lawyer's own."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.matters import Matter, MatterStatus
from core.domain.preferences import BillingRules
from core.importing.planning import FieldChange, Plan, plan_of
from core.importing.reading import read_matters
from tests.core.importing.making import SAMPLE, file_of, lines, row
from tests.fakes import FakeClock

NOW = FakeClock().now()
OWN = Matter(
    id="M-2001",
    version=3,
    name="Services Agreement",
    client="Rockland",
    number="2026-77",
    status=MatterStatus.CLOSED,
    aliases=("the deal",),
    rules=BillingRules(increment=15),
    practice_area="Tax",
    rate="250.00",
    clio_id=9,
    updated_at=NOW,
)


def _plan(data: bytes, *matters: Matter) -> Plan:
    return plan_of(read_matters(data), {matter.id: matter for matter in matters})


def test_a_new_matter_has_its_id_for_its_number() -> None:
    (step,) = _plan(SAMPLE.encode()).new
    made = step.made(NOW)
    assert (made.id, made.number, made.version, made.status) == ("M-2001", "M-2001", 1, MatterStatus.OPEN)
    assert (made.client_id, made.jurisdiction, made.rate) == ("C-1001", "BC", "300")


def test_a_change_names_each_field_and_keeps_what_is_the_lawyers_own() -> None:
    plan = _plan(SAMPLE.encode(), OWN)
    (step,) = plan.changed
    assert step.changes == (
        FieldChange("client_id", "", "C-1001"),
        FieldChange("client", "Rockland", "Rockland Digital Corp."),
        FieldChange("jurisdiction", "", "BC"),
        FieldChange("practice_area", "Tax", "Corporate"),
        FieldChange("rate", "250.00", "300"),
    )
    made = step.made(NOW)
    kept = {name: getattr(OWN, name) for name in ("number", "status", "aliases", "rules", "clio_id", "name")}
    assert {name: getattr(made, name) for name in kept} == kept
    assert made.version == 4
    assert _plan(SAMPLE.encode(), made).unchanged == 1


def test_an_empty_cell_leaves_what_is_there() -> None:
    plan = _plan(
        file_of([row(client_id="", client="Rockland ", jurisdiction="", practice_area="", rate="")]), OWN
    )
    assert (plan.unchanged, plan.to_do("")) == (1, [])


def test_spaces_around_what_is_there_are_no_change() -> None:
    spaced = _plan(SAMPLE.encode()).new[0].made(NOW).model_copy(update={"name": "\tServices Agreement "})
    assert _plan(SAMPLE.encode(), spaced).unchanged == 1


def test_a_zero_after_the_cents_is_no_change() -> None:
    same = file_of([row(client_id="", client="Rockland", jurisdiction="", practice_area="", rate="250")])
    assert _plan(same, OWN).unchanged == 1
    assert _plan(same, OWN.model_copy(update={"rate": None})).changed[0].changes == (
        FieldChange("rate", None, "250"),
    )


def test_the_seal_is_of_the_file_and_of_the_versions_it_touches() -> None:
    other = OWN.model_copy(update={"id": "M-9"})
    seal = _plan(SAMPLE.encode(), OWN).seal
    assert _plan(SAMPLE.encode(), OWN, other).seal == seal, "it does not touch the other"
    seals = {
        seal,
        _plan(SAMPLE.encode()).seal,
        _plan(SAMPLE.encode(), OWN.model_copy(update={"version": 4})).seal,
        _plan(lines(SAMPLE, ""), OWN).seal,
        _plan(lines(SAMPLE, "C-9,x,M-9,y,,,"), OWN).seal,
        _plan(lines("C 9,x,M-9,y,,,"), OWN).seal,
    }
    assert len(seals) == 6


@given(st.permutations(range(6)), st.integers(0, 5), st.integers(0, 5))
def test_what_comes_behind_a_matter_has_a_seal_of_its_own(
    order: list[int], through: int, touched: int
) -> None:
    matters = {f"M-{n}": OWN.model_copy(update={"id": f"M-{n}"}) for n in range(0, 6, 2)}
    data = file_of([row(id=f"M-{n}") for n in order])
    before = plan_of(read_matters(data), matters)
    assert [step.row.id for step in before.steps] == [f"M-{n}" for n in range(6)]
    changed = matters | {f"M-{touched}": OWN.model_copy(update={"id": f"M-{touched}", "version": 8})}
    after = plan_of(read_matters(data), changed)
    same = before.seal_behind(f"M-{through}") == after.seal_behind(f"M-{through}")
    assert same == (touched <= through)
    assert before.seal_behind("M-5") == ""
    assert [step.row.id for step in before.to_do(f"M-{through}")] == [f"M-{n}" for n in range(through + 1, 6)]
