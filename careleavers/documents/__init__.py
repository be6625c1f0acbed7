"""Papers that say who somebody is: which they hold, since when that is known, and what is still missing at 18.

May import: alerts, web, db, models. Three words to know: *paper* (one line of the checklist), *held* (they have it,
which is not the same as applied for) and *seen* (a worker has had it before their eyes).
"""
