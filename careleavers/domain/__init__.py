"""The vocabulary and the rules of leaving care, in the standard library only.

May import: nothing but the standard library and itself. Three words to know:
*category* (the legal status that carries duties), *spell* (a dated stretch of
accommodation or EET) and *policy* (the council's limits, never looser than law).
"""
