"""Records that only named people open, and people who must be kept apart from a record.

May import: people, actions, history, drafts, alerts, web, db, scope, models. Three words to know: *restriction* (a
record is open only to those named), *loan* (somebody's access to it, until a day, agreed by two people) and *conflict*
(a member of staff and a young person who are kept apart: for the one, the other's record is not there).
"""
