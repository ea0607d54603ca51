"""Each kind of file over the whole stack: Clio's, one of a lawyer's own, invoices."""

from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.clio import ClioStandIn, approved, reaches
from tests.e2e.exports import ended, exported, fetched, requested, table, totals
from tests.e2e.lawyers import SMITH, WILSON, Lawyer
from tests.ledes.validator import validate_98bi_v2, validate_1998b

pytestmark = pytest.mark.e2e

OURS = {
    "name": "ours",
    "columns": [
        {"header": "Dossier", "source": "matter_code", "required": True},
        {"header": "Jour", "source": "date"},
        {"header": "Temps", "source": "hours"},
        {"header": "Détail", "source": "narrative"},
    ],
    "date_format": "DD/MM/YYYY",
    "decimal_sign": ",",
    "delimiter": ";",
    "encoding": "windows-1252",
}
TIMEKEEPER = {
    "timekeeper": "Avery Quinn",
    "timekeeper_id": "AQ",
    "timekeeper_class": "PARTNR",
    "timekeeper_last_name": "Quinn",
    "timekeeper_first_name": "Avery",
}
INVOICING = {
    "law_firm_id": "24-6437381",
    "law_firm_name": "Quinn and Rowe LLP",
    "law_firm_address": {"line_1": "1 Bay Street", "city": "Toronto", "region": "ON", "country": "CA"},
    "currency": "CAD",
    "tax_rate": "0.13",
    "tax_type": "HST",
}
INVOICE = {"number": "2026-031", "day": "2026-03-31"}
VALIDATORS = {"ledes1998b": validate_1998b, "ledes98bi": validate_98bi_v2}


async def _billing(lawyer: Lawyer) -> None:
    """Settings and a matter that an invoice can be made of."""
    await lawyer.call("PUT", "/settings", json=TIMEKEEPER | {"invoicing": INVOICING})
    await lawyer.call("PUT", "/matters/M-1001", json=SMITH | {"client_id": "C-1001"})


async def test_clio_imports_what_did_not_go_there_by_itself(lawyer: Lawyer, clio: ClioStandIn) -> None:
    settings = {"date_format": "DD/MM/YYYY", "timekeeper": "Avery Quinn"}
    await lawyer.call("PUT", "/settings", json=settings)
    by_hand = await approved(lawyer, hours="0.3", narrative="Called.")
    await lawyer.connected((await clio.person()).name)
    by_itself = await approved(lawyer, narrative="Went by itself.")
    await reaches(lawyer, by_itself["id"], "synced")

    job = await exported(lawyer, preset="clio")
    content = await fetched(job)
    assert content == (
        b"matter,date,activity_description,note,price,quantity,type,activity_user,non_billable\r\n"
        b"2026-001,09/03/2026,,Called.,300.00,0.3,,Avery Quinn,\r\n"
    )
    assert (job["left_out"], job["file"]["name"]) == (
        {"in_clio": 1},
        "caseclock-clio-2026-03-01-to-2026-03-31.csv",
    )
    assert (await lawyer.entry(by_hand["id"]))["exports"][0]["preset"] == "clio"
    assert (await lawyer.entry(by_itself["id"]))["exports"] == []
    everything = await exported(lawyer, preset="caseclock", include_exported=True)
    assert {row["Entry ID"] for row in table(await fetched(everything))} == {by_hand["id"], by_itself["id"]}


async def test_a_table_of_ones_own_is_written_as_it_was_set(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/settings", json={"presets": [OURS]})
    entry = await approved(lawyer, hours="1.25", narrative="Révisé; « déjà » envoyé.")
    content = await fetched(await exported(lawyer, preset="ours"))
    assert content.decode("windows-1252") == (
        'Dossier;Jour;Temps;Détail\r\n2026-001;09/03/2026;1,25;"Révisé; « déjà » envoyé."\r\n'
    )
    assert (await lawyer.entry(entry["id"]))["exports"][0]["preset"] == "ours"


async def test_what_an_encoding_cannot_hold_is_refused_with_its_line(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/settings", json={"presets": [OURS]})
    await approved(lawyer, narrative="Good.")
    bad = await approved(lawyer, narrative="Emoji 🎙.")
    job = await ended(lawyer, (await requested(lawyer, preset="ours"))["id"])
    assert (job["state"], job["download"], job["refusals"]) == ("refused", None, 1)
    (finding,) = [one for one in job["findings"] if one["refuses"]]
    assert (finding["entry_id"], finding["column"]) == (bad["id"], "Détail")
    assert "Emoji" not in finding["message"]
    await _nothing_is_marked(lawyer)


@pytest.mark.parametrize("preset", VALIDATORS)
async def test_an_invoice_is_valid_and_comes_to_what_was_approved(lawyer: Lawyer, preset: str) -> None:
    await _billing(lawyer)
    for day, hours in (("2026-03-20", "0.7"), ("2026-03-02", "0.3")):
        await approved(lawyer, work_date=day, hours=hours, activity_code="A106", task_code="L120")
    await approved(lawyer, billing="non_billable", narrative="Internal.")
    job = await exported(lawyer, preset=preset, invoice=INVOICE)
    content = await fetched(job)
    assert VALIDATORS[preset](content) == []
    tax = "39.00" if preset == "ledes98bi" else "0"
    assert totals(job)[:3] == (2, "1.0", "300.00")
    assert Decimal(job["totals"]["tax"]) == Decimal(tax)
    assert job["left_out"] == {"not_billable": 1}
    names, *lines = [line.removesuffix("[]").split("|") for line in content.decode().split("\r\n")[1:-1]]
    shown = [dict(zip(names, line, strict=True)) for line in lines]
    assert [line["LINE_ITEM_DATE"] for line in shown] == ["20260302", "20260320"]
    assert {line["LINE_ITEM_DESCRIPTION"] for line in shown} == {"Reviewed the lease."}
    assert job["wanted"]["invoice"]["number"] == INVOICE["number"]


async def test_an_invoice_that_would_not_be_valid_says_which_lines_and_why(lawyer: Lawyer) -> None:
    await _billing(lawyer)
    accents = await approved(lawyer, narrative="Révisé le bail.")
    await approved(lawyer, narrative="Plain.")
    job = await ended(lawyer, (await requested(lawyer, preset="ledes1998b", invoice=INVOICE))["id"])
    assert (job["state"], job["file"], job["download"]) == ("refused", None, None)
    (refusing,) = [one for one in job["findings"] if one["refuses"]]
    assert (refusing["entry_id"], refusing["column"]) == (accents["id"], "LINE_ITEM_DESCRIPTION")
    await _nothing_is_marked(lawyer)
    await lawyer.refused("POST", f"/exports/{job['id']}/withdraw", 409, "export_state")

    plainly = await exported(lawyer, preset="ledes1998b", invoice=INVOICE, plain_text=True)
    content = await fetched(plainly)
    assert validate_1998b(content) == []
    assert b"|Revise le bail.|" in content
    told = [one for one in plainly["findings"] if one["code"] == "written_plainly"]
    assert [one["entry_id"] for one in told] == [accents["id"]]
    assert (await lawyer.entry(accents["id"]))["narrative"] == "Révisé le bail."


async def test_two_clients_are_no_invoice(lawyer: Lawyer) -> None:
    await _billing(lawyer)
    await lawyer.call("PUT", "/matters/M-1002", json=WILSON | {"client_id": "C-1002"})
    await approved(lawyer)
    await approved(lawyer, matter_id="M-1002")
    job = await ended(lawyer, (await requested(lawyer, preset="ledes1998b", invoice=INVOICE))["id"])
    assert job["state"] == "refused"
    assert "several_clients" in {one["code"] for one in job["findings"] if one["refuses"]}
    for client in ("Smith", "Wilson"):
        alone = await exported(lawyer, preset="ledes1998b", invoice=INVOICE, clients=[client])
        assert validate_1998b(await fetched(alone)) == []


async def _nothing_is_marked(lawyer: Lawyer) -> None:
    entries: list[Any] = await lawyer.everything("/entries")
    assert entries
    assert not any(entry["exports"] or entry["delivered"] for entry in entries)
