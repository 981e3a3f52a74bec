"""People from a table: what each row says, beside who is in the pool; nothing is written here."""
