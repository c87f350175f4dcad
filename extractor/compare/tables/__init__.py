"""What plans say, as tidy tables, and the files in which people open them."""

from extractor.compare.tables.build import Tables, build
from extractor.compare.tables.codebook import Column, Entry, codebook

__all__ = ["Column", "Entry", "Tables", "build", "codebook"]
