"""Finding people and words."""
