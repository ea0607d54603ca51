"""The part of the bootstrap that puts the models together: who transcribes, and who drafts."""

from core.adapters.azure_openai import AzureOpenAIDraftingModel, AzureOpenAITranscriber
from core.adapters.azure_openai.deployment import Deployment
from core.adapters.azure_speech import AzureSpeechTranscriber, English, SpeechResource
from core.adapters.managed_identity import identity
from core.adapters.sound import FFmpegProbe
from core.domain.residency import Jurisdiction
from core.ports import Transcriber
from core.services.writer import Models
from core.settings import Settings, SpeechService


def models(settings: Settings) -> Models:
    """The models that the settings name; nothing is connected before it is used."""
    return Models(
        _transcriber(settings),
        AzureOpenAIDraftingModel(
            _deployment(
                settings, settings.openai_endpoint, settings.drafting_deployment, settings.openai_key
            ),
            token_limit=settings.drafting_max_tokens,
            token_limit_parameter=settings.drafting_token_limit,
        ),
        FFmpegProbe(),
        settings.prices,
    )


def _transcriber(settings: Settings) -> Transcriber:
    if settings.speech_service is SpeechService.AZURE_OPENAI:
        return AzureOpenAITranscriber(_speech_deployment(settings), settings.speech_model.value)
    english: English = "en-CA" if settings.jurisdiction is Jurisdiction.CANADA else "en-US"
    return AzureSpeechTranscriber(_speech_resource(settings), english)


def _speech_resource(settings: Settings) -> SpeechResource:
    return SpeechResource(
        endpoint=settings.speech_endpoint,
        api_version=settings.speech_api_version,
        key=settings.speech_key or None,
        credential=None if settings.speech_key else identity(settings.identity_client_id),
        timeout=settings.model_timeout_seconds,
    )


def _speech_deployment(settings: Settings) -> Deployment:
    name = settings.speech_deployment
    if settings.speech_endpoint:
        return _deployment(settings, settings.speech_endpoint, name, settings.speech_key)
    return _deployment(settings, settings.openai_endpoint, name, settings.openai_key)


def _deployment(settings: Settings, endpoint: str, name: str, key: str) -> Deployment:
    return Deployment(
        endpoint=endpoint,
        name=name,
        api_version=settings.openai_api_version,
        key=key or None,
        credential=None if key else identity(settings.identity_client_id),
        scope=settings.openai_token_scope,
        timeout=settings.model_timeout_seconds,
    )
