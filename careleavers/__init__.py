"""Pathway plans, visits, reviews and alerts for young people leaving care.

What it is for: one installation holds the record of one council's leaving-care
service. This module imports nothing, so that `careleavers.domain` can be
imported by anything without dragging a framework along.

Three words to know: *young person* (whose record it is), *worker* (any member of
staff who signs in) and *alert* (raised and cleared by a rule, never by a person).
"""
