"""The copy: what is in it, its forms and languages, translators’ words, the ledger."""
