"""What a lawyer may say of a matter, and that what was kept before it could be said still reads."""

import pytest
from pydantic import ValidationError

from core.domain.jurisdictions import LAWS
from core.domain.matters import Matter
from tests.fakes import FakeClock

OLD = (
    '{"id":"M-1","version":3,"name":"Lease","client":"Chen","number":"7","status":"open","aliases":["bay"],'
    '"rules":{"increment":15},"clio_id":9,"updated_at":"2026-11-20T14:30:00Z"}'
)


def _matter(**said: str) -> Matter:
    values = {"id": "M-1", "name": "n", "client": "c", "updated_at": FakeClock().now().isoformat()}
    return Matter.model_validate(values | said)


def test_a_matter_kept_before_there_were_rates_still_reads() -> None:
    matter = Matter.model_validate_json(OLD)
    assert (matter.client_id, matter.jurisdiction, matter.practice_area, matter.rate) == ("", "", "", None)
    assert (matter.version, matter.aliases, matter.rules.increment) == (3, ("bay",), 15)


@pytest.mark.parametrize("code", sorted(LAWS))
def test_a_province_or_a_state_is_kept_in_capitals(code: str) -> None:
    assert _matter(jurisdiction=f" {code.lower()} ").jurisdiction == code


def test_every_province_and_every_state_is_known() -> None:
    """Ten provinces, three territories; fifty states, the District and five territories; two federations."""
    assert len(LAWS) == 10 + 3 + 50 + 1 + 5 + 2


@pytest.mark.parametrize("code", ["XX", "B C", "BC,", "CA-BC", "ONTARIO", "CAN", "US", "CA\n-FED"])
def test_what_is_no_jurisdiction_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        _matter(jurisdiction=code)


@pytest.mark.parametrize("client_id", ["C-1001", "client_01", "client.01", "7", "", "c" * 64])
def test_an_id_of_a_client(client_id: str) -> None:
    assert _matter(client_id=client_id).client_id == client_id


@pytest.mark.parametrize("client_id", ["C 1001", "client#01", "-1", "=1", "é", "c\n", "c" * 65])
def test_what_is_no_id_of_a_client_is_refused(client_id: str) -> None:
    with pytest.raises(ValidationError):
        _matter(client_id=client_id)


@pytest.mark.parametrize("rate", ["300,50", "$300", "1 300", "1,300", "-5", "3.555", "1234567", "", "٣٠٠"])
def test_what_is_no_rate_is_refused(rate: str) -> None:
    with pytest.raises(ValidationError):
        _matter(rate=rate)


def test_a_practice_area_is_one_line() -> None:
    assert _matter(practice_area=" Droit des affaires ").practice_area == "Droit des affaires"
    with pytest.raises(ValidationError):
        _matter(practice_area="Tax\nlaw")
