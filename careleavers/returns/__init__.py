"""Statutory returns: reading a council's SSDA903 files into the record, person by person.

May import: people and whatever lies under it; never another feature of its own floor. Three words to
know: *outcome* (what an import means for one young person: added, changed, unchanged, refused or out of
scope), *problem* (a refusal that names file, row, column, value and remedy) and *import run* (one
set of files, looked at first and applied only when somebody says so).
"""
