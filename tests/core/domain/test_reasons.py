"""Every reason a lawyer can be shown has its sentence."""

import pytest

from core.domain.reasons import Reason, explain


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_explained_in_whole_sentences(reason: Reason) -> None:
    sentence = explain(reason)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert reason.value not in sentence.split()


def test_no_two_reasons_read_alike() -> None:
    assert len({explain(reason) for reason in Reason}) == len(Reason)
