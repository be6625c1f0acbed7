"""Tests of the rules, the engine, the ledger and the pages of alerts."""
