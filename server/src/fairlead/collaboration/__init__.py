"""What reaches people inside the product: notices of what happened and waits for them; knows no domain word."""
