"""Who looks after somebody's health, and who matters to them."""
