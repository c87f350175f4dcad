"""Cleaning a scan before OCR: a chain of small steps, each picture in, picture out."""

from extractor.reading.cleanup.chain import STEPS, Step, clean
from extractor.reading.cleanup.orientation import quarter, turned_over
from extractor.reading.cleanup.picture import PAPER, Picture, Pixels, is_bitonal, odd

__all__ = [
    "PAPER",
    "STEPS",
    "Picture",
    "Pixels",
    "Step",
    "clean",
    "is_bitonal",
    "odd",
    "quarter",
    "turned_over",
]
