"""Emergency access: what it opens, what it never opens, and who looks at it."""
