"""Tests of allocations."""
