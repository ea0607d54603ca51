"""Tests of the Azure OpenAI adapters, over the wire."""
