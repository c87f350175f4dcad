"""Files in, `Document`s out: text, PDF text layers and scans."""
