"""Azure AI Speech: fast transcription, which turns a whole recording into text in one call."""

from core.adapters.azure_speech.resource import SpeechResource
from core.adapters.azure_speech.speech import AzureSpeechTranscriber, English

__all__ = ["AzureSpeechTranscriber", "English", "SpeechResource"]
