"""Leave to remain: when it ends, and what was done about it before that.

May import: people, alerts, web, db, models. Three words to know: *leave* (what lets somebody stay, until a day),
*step* (an adviser seen, an application made; about one leave and no other) and *struck* (recorded in error).
"""
