"""The rules of the house as tests: each failure says which rule, why it exists and what to do."""
