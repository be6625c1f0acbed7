"""The nightly look at who opened what."""
