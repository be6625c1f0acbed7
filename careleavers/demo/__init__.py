"""A made-up council, so that a newcomer can see the whole loop at work. Everybody in it is invented.

May import: every feature's tables, and the alert engine. Three words to know: *share* (a published national
figure that the council is drawn to match), *story* (a planted situation, so that every rule has live cases)
and *seed* (the same seed and day give the same council).
"""
