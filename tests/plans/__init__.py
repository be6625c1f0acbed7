"""Tests of plans, reviews and copies."""
