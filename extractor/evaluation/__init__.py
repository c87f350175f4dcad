"""How well plans are read: predicted plan JSON against gold, field by field."""
