"""What young people ask and tell, and what they are answered."""
