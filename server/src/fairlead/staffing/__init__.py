"""People promised to projects: bookings, and the requests and offers that lead to them."""
