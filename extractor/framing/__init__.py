"""How the parts of an administrative document are told apart."""
