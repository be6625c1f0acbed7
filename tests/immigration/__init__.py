"""Leave to remain, and what is done before it ends."""
