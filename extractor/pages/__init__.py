"""What pages for people are made of: words in two languages, templates, a closed file."""
