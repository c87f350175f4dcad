"""A person's eyes on what was read: pages to check it on, and what they correct."""
