"""The young person's own pages: their plan, who is alongside them, and a quick way out.

May import: plans and what lies under it. Three words to know: *copy* (the plan as text, made
by `copies.content` from shared columns only), *alongside* (a worker's name and number, nothing
more) and *leave* (ends every session on the server, then shows a page that says nothing).
"""
