"""Raising, weighing and closing risks."""
