"""Tests of what young people see."""
