"""Backups, restores and what protects people across them."""
