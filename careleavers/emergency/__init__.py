"""Emergency access to one record outside somebody's reach, and the look that a manager takes at it afterwards.

May import: allocations, missing, people, accounts, alerts, web, db, scope, models. Three words to know: *asking* (a
name and a day of birth, or a number of the record, with a reason), *sheet* (the one page that it opens) and *review*.
"""
