"""How labelled paragraphs make a tree of sections."""
