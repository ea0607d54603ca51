"""Rules that stand in for a language model: they draft time entries from what was plainly said in English."""
