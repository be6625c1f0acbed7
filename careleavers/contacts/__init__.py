"""Contacts of every kind, each with only the questions it needs, saved whole or not at all.

May import: risks, changes, actions, people, alerts, web, db, models. Three words to know: *kind* (what happened,
asked first), *spoken* (the young person was heard; an attempt and information from others never are) and
*visit* (they were seen in person).
"""
