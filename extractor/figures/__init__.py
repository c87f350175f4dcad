"""The grammar of figures to reach: *ít nhất 01 kỳ trong tháng*."""
