"""Azure OpenAI: speech becomes text, and text becomes proposed time entries."""

from core.adapters.azure_openai.chat import AzureOpenAIDraftingModel
from core.adapters.azure_openai.deployment import Deployment
from core.adapters.azure_openai.speech import AzureOpenAITranscriber

__all__ = ["AzureOpenAIDraftingModel", "AzureOpenAITranscriber", "Deployment"]
