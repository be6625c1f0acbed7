"""The words, one module for each language; a test holds them to the same keys and the same gaps to fill."""
