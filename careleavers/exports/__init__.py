"""What leaves the service: the statutory return and the inspection list, made from what was recorded day by day.

May import: returns (its tables and codes) and whatever lies under it. Three words to know: *line* (one young person
in a file, with the records each cell came from), *gap* (a cell that cannot be written, or not as it should be, and
who can mend it) and *left out* (who has a birthday in the year and yet does not belong in the return, and why).
"""
