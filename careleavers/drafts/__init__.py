"""What somebody typed and has not saved yet: kept on the server for them alone, offered on the form, gone once saved.

May import: accounts, web, db, models, domain; never a feature. Three words to know: *draft* (the words of one form
that was begun), *slip* (the hidden field by which a page says which draft is its own) and *over* (saved or taken
away: the words are gone).
"""
