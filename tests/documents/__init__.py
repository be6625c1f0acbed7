"""Tests of papers and documents."""
