"""The whole way of a draft: our prompt and schema over the wire, and our own checks of the answer."""

import pytest

from core.adapters.azure_openai import AzureOpenAIDraftingModel
from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.drafting.prompt import system_prompt, user_message
from core.drafting.schema import SCHEMA, SCHEMA_NAME, parse
from core.drafting.verify import DraftedEntry, drafts
from tests.core.adapters.azure_openai.conftest import deployment
from tests.core.adapters.scripting import StandIn
from tests.core.drafting.making import CONTEXT

DICTATED = "0.2, call with opposing counsel regarding scheduling, Smith file. 0.5, reviewed the Chen lease."


async def drafted(standin: StandIn) -> tuple[DraftedEntry, ...]:
    model = AzureOpenAIDraftingModel(
        deployment(standin.endpoint), token_limit=8000, token_limit_parameter="max_tokens", temperature=0
    )
    try:
        answer = await model.complete(system_prompt(), user_message(DICTATED, CONTEXT), SCHEMA_NAME, SCHEMA)
    finally:
        await model.close()
    return drafts(parse(answer.text), DICTATED, CONTEXT)


async def test_dictation_becomes_drafts(standin: StandIn) -> None:
    made = await drafted(standin)
    assert [(one.fields.minutes, one.fields.matter_id) for one in made] == [(12, "M-1"), (30, "M-2")]
    assert all(one.fields.narrative for one in made)


@pytest.mark.parametrize("fault", ["malformed", "wrong_schema"])
async def test_an_answer_out_of_shape_is_unusable(standin: StandIn, fault: str) -> None:
    await standin.will("completions", fault)
    with pytest.raises(FinalFailure) as caught:
        await drafted(standin)
    assert caught.value.reason is Reason.DRAFT_UNUSABLE
