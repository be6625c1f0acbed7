"""The fixed words of what young people read, in eleven languages, and which of them the council has had checked.

May import: web and what is below it. Three words to know: *catalogue* (one module of words for each
language, every one with the same keys), *words* (one language's words, as a page asks for them) and
*check* (somebody who reads the language has read its words: until then it is not offered). Nothing is
translated by a machine here, and no language is guessed.
"""
