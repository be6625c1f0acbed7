"""Backups that are real, and coming back from one without bringing back the past.

May import: the features, migrations, db. Three words to know: *backup* (one SQLite file with every row and every file
that was handed in, verified by opening), *manifest* (what must be found in it) and *replay* (what protects people,
done again after a restore).
"""
