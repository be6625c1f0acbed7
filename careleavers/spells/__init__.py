"""Where somebody lives and what they do, as dated spells that never overlap.

May import: alerts, accounts, web, db, scope, models, domain; never people, actions or changes. Three words to
know: *spell* (from a day until the day before another), *suitability* (judged, dated, with a reason when it is
not) and *gap* (days for which nothing is recorded, always shown).
"""
