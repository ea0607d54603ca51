"""Content filter results as Azure OpenAI attaches them to prompts and completions."""

from typing import Any

from local.standins.openai.errors import ApiError

CATEGORIES = ("hate", "self_harm", "sexual", "violence")
PROMPT_BLOCKED = (
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. "
    "Please modify your prompt and retry."
)


def results(filtered: str | None = None) -> dict[str, Any]:
    """Return one verdict per category; `filtered` names the category that was hit, if any."""
    return {name: _verdict(name == filtered) for name in CATEGORIES}


def _verdict(hit: bool) -> dict[str, Any]:
    return {"filtered": hit, "severity": "medium" if hit else "safe"}


def prompt_results() -> list[dict[str, Any]]:
    """Return the verdict on a prompt that passed."""
    jailbreak = {"detected": False, "filtered": False}
    return [{"prompt_index": 0, "content_filter_results": {**results(), "jailbreak": jailbreak}}]


def blocked_prompt(inner_error_name: str) -> ApiError:
    """Return the 400 of a prompt the filter stopped."""
    results_name = "content_filter_result" if inner_error_name == "innererror" else "content_filter_results"
    inner = {"code": "ResponsibleAIPolicyViolation", results_name: results("violence")}
    details = {"code": "content_filter", "param": "prompt", "status": 400, inner_error_name: inner}
    return ApiError(400, PROMPT_BLOCKED, **details)
