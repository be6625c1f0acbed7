"""Tests of homes, and of work and study."""
