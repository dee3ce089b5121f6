"""Icons, styles, templates, translations: read through importlib.resources."""
