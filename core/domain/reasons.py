"""Why a recording waits or failed, in words a lawyer understands."""

from enum import StrEnum


class Reason(StrEnum):
    """The stable code of a reason; `explain` gives the sentence."""

    NEVER_UPLOADED = "never_uploaded"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_AUDIO = "not_audio"
    UNREADABLE_AUDIO = "unreadable_audio"
    CUT_SHORT = "cut_short"
    TOO_LONG = "too_long"
    NO_SPEECH = "no_speech"
    NOTHING_TO_BILL = "nothing_to_bill"
    TOO_MANY_ENTRIES = "too_many_entries"
    BLOCKED = "blocked"
    DRAFT_UNUSABLE = "draft_unusable"
    SPEECH_UNAVAILABLE = "speech_unavailable"
    DRAFTING_UNAVAILABLE = "drafting_unavailable"
    STORAGE_UNAVAILABLE = "storage_unavailable"
    GAVE_UP = "gave_up"
    INTERRUPTED = "interrupted"
    INTERNAL = "internal"


_SENTENCES = {
    Reason.NEVER_UPLOADED: "The audio never arrived. Upload the recording again, or type the entry.",
    Reason.EMPTY: "The file is empty. Record again, or type the entry.",
    Reason.TOO_LARGE: "The recording is larger than this service takes. Record in shorter parts.",
    Reason.NOT_AUDIO: "This file is not a recording we can read. Use wav, mp3, m4a, webm, ogg or flac.",
    Reason.UNREADABLE_AUDIO: "The recording is damaged or cut off. Record again, or type the entry.",
    Reason.CUT_SHORT: "Only part of the recording arrived. Upload it again, or type the entry.",
    Reason.TOO_LONG: "The recording is too long to transcribe. Record in shorter parts.",
    Reason.NO_SPEECH: "No speech was heard. Check the microphone and record again, or type the entry.",
    Reason.NOTHING_TO_BILL: "No work was heard in this recording. Record again, or type the entry.",
    Reason.TOO_MANY_ENTRIES: "More tasks were heard than one recording can hold. Record in shorter parts.",
    Reason.BLOCKED: "The drafting service's content filter refused this recording. Please type it.",
    Reason.DRAFT_UNUSABLE: "The drafting service gave an unusable answer. Try again, or type the entry.",
    Reason.SPEECH_UNAVAILABLE: "The transcription service is not answering. We keep trying; nothing is lost.",
    Reason.DRAFTING_UNAVAILABLE: "The drafting service is not answering. We keep trying; nothing is lost.",
    Reason.STORAGE_UNAVAILABLE: "Storage is not answering. We keep trying; nothing is lost.",
    Reason.GAVE_UP: "The services did not answer for days. Try again, or type the entry.",
    Reason.INTERRUPTED: "Work on this recording stopped several times. Try again, or type the entry.",
    Reason.INTERNAL: "Something went wrong on our side. Try again, or type the entry.",
}


def explain(reason: Reason) -> str:
    """The sentence a lawyer reads for a reason."""
    return _SENTENCES[reason]
