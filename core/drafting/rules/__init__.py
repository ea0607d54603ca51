"""Drafting without a model: rules that propose only what was plainly said, in English or French."""
