"""Tests of restricted records, lent access and people who are kept apart."""
