"""What the engine found: dates with their drivers, and how plan edits move them."""
