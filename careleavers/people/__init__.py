"""Young people: who they are, what they are entitled to by law, how to reach them safely, and their record's pages.

May import: history, alerts, accounts, web, db, scope, models, domain; never spells, actions or changes, whose tables it
only reads. Three words to know: *suggestion* (the legal category worked out from looked-after periods), *decision*
(what a manager recorded beside it) and *safe contact* (how somebody may be reached without harm).
"""
