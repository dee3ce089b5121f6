"""What the actions do: each class serves the actions whose ids begin with its name."""
