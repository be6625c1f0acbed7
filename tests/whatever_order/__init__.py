"""Machines that try a record in whatever order people may come upon it."""
