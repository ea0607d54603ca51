"""A validator of LEDES files, written from the definitions of the formats alone, and its own tests."""
