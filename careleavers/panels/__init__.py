"""Panels: who is on the list of each, and what it said and decided when it looked at somebody.

May import: referrals, actions, spells, people, alerts, web, db, models. Three words to know: *panel* (education and
work, or housing), *list* (whom it is to look at, worked out from the record) and *look* (its minutes about one).
"""
