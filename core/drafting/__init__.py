"""From a transcript to drafts: the model's contract, and our own checks of what it proposes."""
