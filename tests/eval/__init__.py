"""How good drafting is, measured on lines and dictations written for this project."""
