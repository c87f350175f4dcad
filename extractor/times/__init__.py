"""The grammar of written times: days and periods, due dates, recurrences, months of a theme."""
