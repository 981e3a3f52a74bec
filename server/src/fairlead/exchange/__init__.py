"""Plan files in: upload, preview, and one transaction that takes them over."""
