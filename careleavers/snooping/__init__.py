"""The nightly look at who opened what, and the page on which the named reader reads what it found.

May import: alerts, web, db, governed, models. Three words to know: *pattern* (openings that ask for a question),
*finding* (a pattern on a day) and *reader* (the privacy officer named in the settings; without one, service managers).
"""
