"""How lawyers say time, read by rules alone: pure, and never a guess."""
