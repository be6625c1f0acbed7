"""Signing in and out, passwords, two-factor, and the accounts that an administrator keeps.

May import: alerts, web, audit, scope, models. Three words to know: *account* (a worker's or a young
person's, never both), *second factor* (required of staff) and *disabled* (out on the next request).
"""
