"""Where a text names movements (phong trào, cuộc vận động), and who launched them."""
