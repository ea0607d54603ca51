"""The check of residency: once per worker, before any work; again later where Azure did not say."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.domain.errors import WrongJurisdiction
from core.domain.residency import OPENAI, STORAGE, Held, Jurisdiction, Standing
from core.ports_residency import NotTold
from core.services.residency import Residency
from tests.fakes import FakeClock

GROUP = "/subscriptions/s/resourceGroups/r/providers"
HELD = [
    Held(STORAGE, f"{GROUP}/{STORAGE.type}/store"),
    Held(OPENAI, f"{GROUP}/{OPENAI.type}/drafts", ("drafting",), "drafts"),
]


@dataclass
class Azure:
    """What Azure says, or why it says nothing; `slow` holds every answer back until it is set."""

    regions: dict[str, str] = field(default_factory=dict)
    kind: str = "Standard"
    silent: dict[str, str] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    async def standing(self, held: Held) -> Standing:
        await self._answer(held.kind.name)
        return Standing((self.regions.get(held.kind.name, "canadacentral"),), held.subdomain)

    async def sku(self, held: Held, deployment: str) -> str:
        assert deployment in held.deployments
        await self._answer(deployment)
        return self.kind

    async def _answer(self, about: str) -> None:
        self.asked.append(about)
        await self.gate.wait()
        if about in self.silent:
            raise NotTold(self.silent[about])


@pytest.fixture
def azure() -> Azure:
    return Azure()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def residency(azure: Azure, clock: FakeClock) -> Residency:
    return Residency(Jurisdiction.CANADA, HELD, azure, clock, first_wait=0.05)


async def _settle(residency: Residency) -> None:
    """Let what runs in the background come to its end."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_stack_in_its_place_is_asked_about_once(
    residency: Residency, azure: Azure, clock: FakeClock
) -> None:
    await asyncio.gather(*(residency.hold() for _ in range(5)))
    clock.advance(timedelta(days=3))
    await residency.hold()
    assert sorted(azure.asked) == ["drafting", "the Azure OpenAI resource", "the storage account"]
    assert residency.finding.settled


async def test_a_resource_outside_stops_all_work_and_is_named(residency: Residency, azure: Azure) -> None:
    azure.regions["the storage account"] = "westeurope"
    for _ in range(2):
        with pytest.raises(WrongJurisdiction) as refused:
            await residency.hold()
        assert refused.value.message == (
            "This stack does no work. The storage account store lies in westeurope, outside Canada."
        )
        assert refused.value.extra == {"retry_after": 300}


async def test_a_deployment_processed_anywhere_stops_all_work(residency: Residency, azure: Azure) -> None:
    azure.kind = "GlobalStandard"
    with pytest.raises(WrongJurisdiction, match="GlobalStandard"):
        await residency.hold()


async def test_a_known_violation_counts_though_the_rest_is_untold(residency: Residency, azure: Azure) -> None:
    azure.regions["the storage account"] = "westeurope"
    azure.silent["drafting"] = "the identity may not read it"
    with pytest.raises(WrongJurisdiction):
        await residency.hold()


async def test_what_is_mended_works_again_without_a_restart(
    residency: Residency, azure: Azure, clock: FakeClock
) -> None:
    azure.kind = "GlobalStandard"
    with pytest.raises(WrongJurisdiction):
        await residency.hold()
    azure.kind = "Standard"
    clock.advance(timedelta(minutes=6))
    with pytest.raises(WrongJurisdiction):
        await residency.hold()
    await _settle(residency)
    await residency.hold()


async def test_where_azure_does_not_say_the_stack_works_and_says_so(
    residency: Residency, azure: Azure, clock: FakeClock
) -> None:
    azure.silent["drafting"] = "the identity may not read it"
    await residency.hold()
    assert residency.finding.untold == (
        "the deployment drafting of the Azure OpenAI resource drafts: the identity may not read it",
    )
    asked = len(azure.asked)
    clock.advance(timedelta(minutes=4))
    await residency.hold()
    assert len(azure.asked) == asked
    clock.advance(timedelta(minutes=2))
    azure.silent.clear()
    await residency.hold()
    assert not residency.finding.settled, "nobody waits for the next try"
    await _settle(residency)
    assert residency.finding.settled


async def test_a_later_answer_can_stop_the_work(residency: Residency, azure: Azure, clock: FakeClock) -> None:
    azure.silent["drafting"] = "away"
    azure.kind = "GlobalStandard"
    await residency.hold()
    azure.silent.clear()
    clock.advance(timedelta(minutes=6))
    await residency.hold()
    await _settle(residency)
    with pytest.raises(WrongJurisdiction):
        await residency.hold()


async def test_the_first_work_waits_so_long_and_no_longer(residency: Residency, azure: Azure) -> None:
    azure.gate.clear()
    azure.kind = "GlobalStandard"
    async with asyncio.timeout(5):
        await residency.hold()
        await residency.hold()
    assert residency.finding.untold == ("the management API has not answered yet",)
    azure.gate.set()
    await _settle(residency)
    with pytest.raises(WrongJurisdiction):
        await residency.hold()
    assert len(azure.asked) == 3, "one check was made, not one for each request"


async def test_a_mistake_of_ours_does_not_stop_the_work(
    residency: Residency, azure: Azure, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(held: Held) -> Standing:
        raise ZeroDivisionError

    monkeypatch.setattr(azure, "standing", broken)
    await residency.hold()
    assert residency.finding.untold == ("the check failed",)


async def test_without_ids_nothing_was_checked(azure: Azure, clock: FakeClock) -> None:
    residency = Residency(Jurisdiction.CANADA, [], azure, clock)
    await residency.hold()
    assert residency.finding.untold == ("no Azure resource ids are set",)
