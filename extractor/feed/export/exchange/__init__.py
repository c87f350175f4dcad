"""Plans as document systems take them: fields with names, order and lengths that others have set.

What a plan does not say is left out, never guessed; nothing is cut."""
