"""Health: every service's own answer, in order."""

from core.ports import Reach
from core.services.health import HealthCheck
from tests.fakes import FakeProbe


async def test_every_service_answers_for_itself_and_in_order() -> None:
    reaches = [
        Reach("table", True, True, ""),
        Reach("speech", True, False, "no answer"),
        Reach("x", False, False, ""),
    ]
    assert await HealthCheck([FakeProbe(reach) for reach in reaches]).check() == reaches
