"""The migrated schema is the models' schema, and a migration leaves the old or the new, never between."""
