"""The panels left and right of the reader."""
