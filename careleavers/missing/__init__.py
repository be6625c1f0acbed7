"""Being missing: each time it happens, the return interviews offered, the meetings held, the manager's looks.

May import: people, alerts, web, db, models. Three words to know: *episode* (one time missing; without a return they
are missing still), *step* (what was done about it) and *look* (a manager's, each working day while they are missing).
"""
