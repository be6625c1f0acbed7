"""The council's local offer as a dated table, and what became of each entitlement for each young person.

May import: people, alerts, web, db, models. Three words to know: *offer* (one dated row of the table), *series* (the
rows that replaced one another) and *step* (one thing that happened with one entitlement: offered, applied for, paid).
"""
