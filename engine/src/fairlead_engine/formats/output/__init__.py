"""What the writers of all formats share: numbers for ids, texts and times that can be written, the outline."""
