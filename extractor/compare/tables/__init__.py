"""What plans say, as tidy tables, and the files in which people open them."""

from extractor.compare.tables.assemble import Tables, build
from extractor.compare.tables.codebook import Column, Entry, codebook
from extractor.compare.tables.csvfiles import write_csv
from extractor.compare.tables.parquet import write_parquet
from extractor.compare.tables.xlsx import write_xlsx

__all__ = [
    "Column",
    "Entry",
    "Tables",
    "build",
    "codebook",
    "write_csv",
    "write_parquet",
    "write_xlsx",
]
