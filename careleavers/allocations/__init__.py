"""Who is alongside whom: allocating a worker, handing over, ending, and the board of those who have nobody.

May import: people, alerts, accounts, web, db, scope, models, domain. Three words to know: *allocation* (a young
person and a worker, in a role, between two days), *hand-over* (one ends in the act that begins the next) and
*the board* (everybody of 15½ or over without an after-care worker).
"""
