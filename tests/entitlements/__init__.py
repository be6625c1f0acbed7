"""The local offer, and what became of entitlements."""
