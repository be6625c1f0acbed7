"""Journeys in a real browser, told as given, when, then; every page is looked over by the accessibility engine."""
