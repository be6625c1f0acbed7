"""Referrals: to whom somebody was referred or why not, what was answered, and the checklists that ask for one.

May import: people, alerts, web, db, models. Three words to know: *referral* (a decision to refer, or not to, with its
reason), *step* (sent, chased, heard back, taken back) and *checklist* (DASH, about one risk of domestic abuse).
"""
