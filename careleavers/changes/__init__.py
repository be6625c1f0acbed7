"""Big changes in somebody's life, dated: the plan must answer each within the limit.

May import: alerts, accounts, web, db, scope, models, domain; never people, spells or actions. Three words to
know: *change* (one of the kinds that start a clock), *happened on* (the day it happened, not the day it was
told) and *answered* (a review held, and a new version of the plan).
"""
