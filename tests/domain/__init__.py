"""The domain, in milliseconds and without a database."""
