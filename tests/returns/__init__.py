"""Tests of reading, judging and applying a council's return."""
