"""Tests of young people; `tests.people` beside this are the people of all tests."""
