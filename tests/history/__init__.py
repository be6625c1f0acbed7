"""What happened: the timeline, significant events, and who changed what."""
