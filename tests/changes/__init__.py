"""Tests of changes of circumstance."""
