"""Actions, wherever they arise: one kind of row with one named owner and one day.

May import: alerts, web, db, models. Three words to know: *owner* (a member of staff, never a team),
*re-dated* (a new day with a reason, counted) and *evidence* (without it nothing is done).
"""
