"""The kit every page uses: who may come in, forms, fields that draw themselves, filters.

May import `db`, `audit`, `scope`, `models`, `config` and `domain`; the forms, fields and filters
use only the domain, so that a page can be drawn, and a mistake in a form explained, without a database.

Three words to know: a *form* is what a page asks, a *question* is one field of it
(it cleans, checks and draws its own answer), and an answer is *revealed* by another
answer when it is asked only because of that one.
"""
