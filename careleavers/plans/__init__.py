"""Pathway plans: written in versions, approved by somebody else, copied to the young person, tested at reviews.

May import: risks, actions and what lies under them. Three words to know: *version* (one in
hand at a time, frozen once approved), *gap* (what is missing before it can be sent) and *copy*
(what the young person holds, built from columns classed as shared and from nothing else).
"""
