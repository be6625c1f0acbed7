"""What young people ask and tell, in their own words, and what they are answered.

May import: people, alerts, web, db, models. Three words to know: *message* (one thing they said, never changed),
*seen* (a worker has said that they read it; the young person is told) and *answer* (given once, and read by them).
"""
