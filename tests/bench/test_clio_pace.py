import pytest

from tests.bench.clio_pace import LIMIT, paces


@pytest.mark.parametrize("rate_window", ["from_first", "aligned"])
async def test_a_backlog_goes_at_the_pace_clio_allows_and_is_never_refused(rate_window: str) -> None:
    (pace,) = await paces(1, windows=1, rate_window=rate_window)
    assert LIMIT * 0.95 <= pace.per_minute <= LIMIT
    assert (pace.per_entry, pace.refused) == (1, 0)


async def test_lawyers_at_once_have_each_the_pace_of_one_alone() -> None:
    (alone,), several = await paces(1, windows=1), await paces(3, windows=1)
    assert [one.per_minute for one in several] == pytest.approx([alone.per_minute] * 3, rel=0.01)
    assert all(one.refused == 0 for one in several)
