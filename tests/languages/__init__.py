"""The fixed words of young people’s languages, and which are offered."""
