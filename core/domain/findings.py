"""Evidence: the words a field came from. Findings: what a lawyer should look at before approving."""

from enum import StrEnum
from typing import Self

from core.domain.codes import ActivityCode
from core.domain.guidelines import Guideline
from core.domain.values import Id, Value


class Field(StrEnum):
    """The fields of a time entry that are dictated, and so have evidence."""

    HOURS = "hours"
    WORK_DATE = "work_date"
    MATTER = "matter"
    NARRATIVE = "narrative"
    ACTIVITY_CODE = "activity_code"
    TASK_CODE = "task_code"
    BILLING = "billing"
    KIND = "kind"


class Evidence(Value):
    """The verbatim words behind a field; `start` and `end` are character offsets in the transcript.

    The transcript is that of `recording_id`, or of the entry's own recording when it is None.
    """

    field: Field
    quote: str
    start: int
    end: int
    recording_id: Id | None = None


class FindingCode(StrEnum):
    """What can be wrong with a draft; the sentences are in `core.drafting.findings`."""

    NOT_SAID = "not_said"
    EVIDENCE_MISSING = "evidence_missing"
    HOURS_DISAGREE = "hours_disagree"
    HOURS_APPROXIMATE = "hours_approximate"
    HOURS_ROUNDED = "hours_rounded"
    HOURS_ADDED = "hours_added"
    DATE_UNCONFIRMED = "date_unconfirmed"
    DATE_IN_FUTURE = "date_in_future"
    DATE_IS_OLD = "date_is_old"
    MATTER_NOT_OFFERED = "matter_not_offered"
    MATTER_UNCONFIRMED = "matter_unconfirmed"
    NUMBER_NOT_SAID = "number_not_said"
    NAME_NOT_SAID = "name_not_said"
    TIME_LEFT_OUT = "time_left_out"
    BILLING_UNCONFIRMED = "billing_unconfirmed"
    SAID_TO_MACHINE = "said_to_machine"
    DRAFTED_BY_RULES = "drafted_by_rules"
    SPEECH_UNCLEAR = "speech_unclear"
    OFF_RECORD = "off_record"
    KIND_UNCONFIRMED = "kind_unconfirmed"
    ACTIVITY_UNCONFIRMED = "activity_unconfirmed"
    TASK_CODE_MISSING = "task_code_missing"
    NARRATIVE_TOO_LONG = "narrative_too_long"
    NARRATIVE_TENSE = "narrative_tense"
    NARRATIVE_LANGUAGE = "narrative_language"


type Code = FindingCode | Guideline


class Part(Value):
    """One part of a proposed split: its narrative, its whole minutes if its time was said, its activity."""

    narrative: str
    minutes: int | None = None
    activity_code: ActivityCode | None = None


class Finding(Value):
    """One thing to look at: what, where, why, both readings if two disagree, and a proposed mend.

    `field` is None where the whole entry is meant; `span` is where in the narrative (character offsets).
    `proposal` is another value for the field, `parts` a proposed split. `readings`, `proposal` and `parts`
    may hold dictated words, so they go when the recording is deleted.
    """

    code: Code
    field: Field | None
    message: str
    why: str = ""
    span: tuple[int, int] | None = None
    readings: tuple[str, ...] = ()
    proposal: str | None = None
    parts: tuple[Part, ...] = ()

    def without_words(self) -> Self:
        """The finding with nothing dictated left in it."""
        return self.model_copy(update={"readings": (), "proposal": None, "parts": ()})
