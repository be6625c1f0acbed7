"""Rules, the engine that applies them, the ledger of sweeps, and the pages people work them on.

May import: web, db, scope, models. Three words to know: *rule* (a SELECT of who is due and
when), *sweep* (every rule applied for a day) and *acknowledged* (decided upon,
which never clears).
"""
