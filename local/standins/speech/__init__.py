"""A stand-in for Azure AI Speech fast transcription on this machine."""
