"""A stand-in for Azure OpenAI: real speech recognition, and a rules drafter in place of a language model."""
