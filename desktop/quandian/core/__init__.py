"""What things are and how they are compared: pure Python, no I/O."""
