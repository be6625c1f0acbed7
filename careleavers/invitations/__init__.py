"""How a young person gets into their own space: a code from their worker, face to face, and nothing by post or e-mail.

May import: accounts, web, models, domain. Three words to know: *code* (shown once, good for a day), *invitation*
(its row, which holds only a print of it) and *access* (the account that a young person made with one).
"""
