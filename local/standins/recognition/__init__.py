"""Recognition of recorded speech with PocketSphinx, for the stand-ins of speech services."""
