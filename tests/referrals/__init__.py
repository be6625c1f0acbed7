"""Referrals, what happened to them, and checklists of domestic abuse."""
