"""Tests of drafting: the contract with the model, and the checks of what it proposes."""
