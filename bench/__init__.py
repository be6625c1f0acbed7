"""How fast it is, measured beside a floor: the same information by hand-written SQL straight on the driver.

Run with `make bench`. Three words to know: *floor* (what the database alone needs), *sweep* (every rule for
everybody) and *size* (how many young people, with how many contacts each).
"""
