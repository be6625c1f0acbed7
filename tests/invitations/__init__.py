"""Getting into one's own space with a code."""
