"""Who a lawyer is: only canonical GUIDs, and a key that leads back to them and nowhere else."""

import uuid

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.domain.identity import Lawyer, Principal

FEW = settings(max_examples=60, deadline=None)

FIRM = "11111111-1111-4111-8111-11111111abcd"
USER = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
KEY = f"{FIRM}.{USER}"


@FEW
@given(st.uuids(), st.uuids())
def test_a_key_leads_back_to_its_lawyer(firm: uuid.UUID, user: uuid.UUID) -> None:
    lawyer = Lawyer.of_ids(str(firm), str(user))
    assert Lawyer.of_key(lawyer.key) == lawyer
    assert (lawyer.firm_id, lawyer.user_id) == (str(firm), str(user))


@FEW
@given(st.uuids(), st.uuids(), st.uuids(), st.uuids())
def test_different_lawyers_have_different_keys(
    firm: uuid.UUID, user: uuid.UUID, other_firm: uuid.UUID, other: uuid.UUID
) -> None:
    one, two = Lawyer.of_ids(str(firm), str(user)), Lawyer.of_ids(str(other_firm), str(other))
    assert (one.key == two.key) == (one == two)


def test_a_token_may_write_its_ids_in_capitals() -> None:
    assert Lawyer.of_ids(FIRM.upper(), USER.upper()) == Lawyer.of_ids(FIRM, USER)


HOSTILE_IDS = [
    "",
    " ",
    "11111111",
    FIRM.replace("-", ""),
    "{" + FIRM + "}",
    f"urn:uuid:{FIRM}",
    f" {FIRM}",
    f"{FIRM}\n",
    FIRM.replace("1", "\uff11"),
    FIRM.replace("1", "\u0661"),
    f"{FIRM}.{USER}",
    FIRM[:-1] + "g",
    FIRM[:-1] + "\u0391",
    FIRM.replace("-", "_"),
    "' or PartitionKey ne '",
    "../" + FIRM,
]


@pytest.mark.parametrize("text", HOSTILE_IDS)
def test_an_id_that_is_no_plain_guid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"GUID|badly formed|invalid literal"):
        Lawyer.of_ids(text, USER)
    with pytest.raises(ValueError, match=r"GUID|badly formed|invalid literal"):
        Lawyer.of_ids(FIRM, text)


HOSTILE_KEYS = [
    "",
    ".",
    FIRM,
    f"{FIRM}.",
    f".{USER}",
    f"{FIRM}..{USER}",
    f"{FIRM}.{USER}.",
    f"{FIRM}.{USER}.{USER}",
    f"{FIRM}/{USER}",
    KEY.upper(),
    f" {KEY}",
    f"{KEY} ",
    f"{KEY}\n",
    f"{KEY}\x00",
    f"recordings/{KEY}",
    f"{KEY}/../{FIRM}.{FIRM}",
    KEY.replace("-", ""),
]


@pytest.mark.parametrize("key", HOSTILE_KEYS)
def test_a_key_we_did_not_write_is_refused(key: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of the ids is at fault does not matter
        Lawyer.of_key(key)


@FEW
@given(st.text(max_size=80) | st.from_regex(r"[0-9a-fA-F{}-]{30,38}\.[0-9a-fA-F{}-]{30,38}"))
@example(KEY)
def test_a_key_is_read_as_itself_or_not_at_all(text: str) -> None:
    try:
        lawyer = Lawyer.of_key(text)
    except ValueError:
        return
    assert lawyer.key == text


def test_a_name_is_never_shown_by_accident() -> None:
    principal = Principal(Lawyer.of_ids(FIRM, USER), "Amal Haddad")
    assert "Amal" not in repr(principal)
    assert "Amal" not in str(principal)
