"""Plans in the forms that others take: JSON Lines, tables, and the XML of document systems."""
