"""The support network: doctor, dentist, specialists, and the people who matter to a young person.

May import: people, alerts, web, db, models. Three words to know: *health contact* (who or what looks after their
health), *close one* (somebody who matters to them) and *struck* (recorded in error).
"""
