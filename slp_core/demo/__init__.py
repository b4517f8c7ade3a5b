"""The demo: an invented program, made through the same use cases as real work, the same every time for a day."""
