"""Tests of times missing."""
