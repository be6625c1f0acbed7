"""Risks to a young person: raised, looked at, raised or lowered in level, closed by a manager with a reason.

May import: actions, alerts, web, db, models. Three words to know: *flag* (one open risk), *look* (somebody
weighed it again; kept for good) and *keeps safe* (what stands between the young person and harm today).
"""
