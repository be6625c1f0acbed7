"""The schema: what the migrations make is what the models say, up, down and with people in it."""
