"""What somebody hands in as a file: looked into in a process of its own, cleaned, and kept under a random name."""
