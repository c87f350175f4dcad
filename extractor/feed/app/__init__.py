"""An archive over HTTP: its plans, its changes, what can be found in it, and uploads."""
