"""Notes of managers, exceptions, closings, and what waits for an answer."""
