"""Calibration as a page: what confidence promises and what gold says of it."""
