"""What happened to a young person: the timeline, significant events, and who changed what in one row.

May import: drafts, alerts, accounts, web, db, scope, models, domain; never the features above, whose tables it only
reads. Three words to know: *source* (one kind of row and how it is told; a new table becomes part of the timeline with
one entry in `sources`), *significant event* (part of the chronology, with its impact) and *change* (one field of one
row, from what to what).
"""
