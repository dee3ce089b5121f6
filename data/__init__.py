"""Sample reports (fictional, our own) and their annotation: read through importlib.resources."""
