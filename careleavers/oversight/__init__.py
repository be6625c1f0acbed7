"""A manager's oversight: notes that name what they are about, exceptions with an end, closings, and what waits.

May import: people, actions, alerts, web, db, models. Three words to know: *note* (a decision with its reason,
the evidence and an action; a look at what it names), *exception* (what is agreed not to be done until a day) and
*proposal* (what somebody asks and another manager answers).
"""
