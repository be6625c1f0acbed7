"""Deaths: recorded with the day it became known, told to those who must know, taken back only with a reason.

May import: people, alerts, web, db, models. Three words to know: *death* (one that stands, or was recorded in error),
*notice* (one body that was told) and *known* (the day from which the working days count).
"""
