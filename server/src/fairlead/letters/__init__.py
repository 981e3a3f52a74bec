"""Letters: what people were told, as sentences with where they lead, and by mail to who wants it so."""
