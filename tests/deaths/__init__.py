"""Deaths: recorded, told to those who must know, taken back with a reason."""
