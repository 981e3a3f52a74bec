"""The REST interface: one call into a service or selector each."""
