"""Finding a person by name or child id, and words in what was written about anybody one may see.

May import: people and everything below. Three words to know: *note* (a row with words of its own that a page shows),
*source* (one kind of note) and *excerpt* (the words around what was found).
"""
