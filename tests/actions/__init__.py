"""What becomes of actions."""
