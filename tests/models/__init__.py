"""Tables and the few words of SQL shared by rules and queries."""
