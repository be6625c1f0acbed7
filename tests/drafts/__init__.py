"""What somebody typed and has not saved yet."""
