"""The briefing composer: outline, page preview, settings, and what keeps them true to the project."""
