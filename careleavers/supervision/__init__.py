"""Supervision: recording a session, reading it, and both signing it. Only the two who sat down can read it.

May import: allocations, actions, people, alerts, accounts, web, db, scope, models, domain. Three words to know:
*session* (what was talked about on one day), *discussion* (one young person, with the decision) and *signed* (by
both, which alone restarts the clock).
"""
