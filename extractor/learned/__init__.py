"""What trained weights find where rules end; `models/` tells how they are made."""
