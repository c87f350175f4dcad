"""The history of the store's tables, for Alembic. To change a table, change it in `tables.py`, add
`versions/vNNNN_what.py` after the last one, and set `NEWEST` in `schema.py`: a test compares."""
