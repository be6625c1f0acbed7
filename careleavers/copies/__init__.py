"""The young person's copy of an approved plan: what is in it, its forms and languages, and the ledger of who has it.

May import: plans, languages and what is below them. Three words to know: *allowed* (the columns classed as shared
and nothing else, so that what is left out is left out at its source), *mark* (text that is not in the language of
the copy says which language it is in) and *ledger* (offered, given or refused, gone through, their view).
"""
