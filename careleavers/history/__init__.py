"""What happened to a young person: the timeline, and who changed what in one row.

May import: drafts, alerts, accounts, web, db, scope, models, domain; never the features above, whose tables it only
reads. Three words to know: *source* (one kind of row and how it is told; a new table becomes part of the timeline with
one entry in `sources`), *event* (what the timeline tells of one row) and *edit* (one field of one row, changed after it
was recorded).
"""
