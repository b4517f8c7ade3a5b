"""Files for people: pure values in, bytes out."""
