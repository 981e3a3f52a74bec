"""What people see in a browser: one call into a service or selector each."""
