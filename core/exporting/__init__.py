"""How approved entries become files: presets, cells, LEDES. Pure."""
